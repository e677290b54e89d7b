import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import type { LedgerLine } from "@orderloom/api-contract";
import { both, nodeName, says, type Wording } from "./wording.ts";

type CallEvent = Extract<
  OrderLoomEvent,
  { type: "call.requested" | "call.completed" | "call.answered" | "call.failed" | "call.timed-out" }
>;
const callTypes: ReadonlySet<string> = new Set<CallEvent["type"]>([
  "call.requested",
  "call.completed",
  "call.answered",
  "call.failed",
  "call.timed-out",
]);
const isCall = (event: OrderLoomEvent): event is CallEvent => callTypes.has(event.type);

/** What was told to whom, one line per attempt, oldest first. `definitionOf` finds the workflow an instance runs on. */
export function ledgerOf(
  history: readonly OrderLoomEvent[],
  definitionOf: (instanceId: string) => ReturnType<Wording["workflow"]>,
  wording: Wording,
): LedgerLine[] {
  const lines = new Map<string, LedgerLine>();
  for (const event of history) {
    if (!isCall(event)) continue;
    const { effectKey, attempt, connector, action, nodeId } = event.data;
    const compensates = "compensates" in event.data ? event.data.compensates : undefined;
    const key = `${effectKey}#${String(attempt)}`;
    const line: LedgerLine = lines.get(key) ?? {
      at: event.at,
      effectKey,
      connector,
      connectorName: both(wording.connectorName(connector), connector),
      action,
      actionName: both(wording.action(connector, action)?.name, action),
      nodeId,
      nodeName: nodeName(event.instanceId === undefined ? undefined : definitionOf(event.instanceId), nodeId),
      attempt,
      state: "requested",
      ...(compensates === undefined ? {} : { compensates }),
    };
    lines.set(key, answered(line, event, wording));
  }
  return [...lines.values()];
}

function answered(line: LedgerLine, event: CallEvent, wording: Wording): LedgerLine {
  switch (event.type) {
    case "call.requested":
      return { ...line, ...(event.data.input === undefined ? {} : { said: shortly(event.data.input) }) };
    case "call.completed":
      return {
        ...line,
        state: event.data.compensates === undefined ? "completed" : "compensated",
        tookMs: event.data.tookMs,
        answer: says("办成", "Done"),
      };
    case "call.answered": {
      const outcomes = wording.action(line.connector, line.action)?.outcomes ?? [];
      return {
        ...line,
        state: "answered",
        tookMs: event.data.tookMs,
        answer: both(outcomes.find(({ id }) => id === event.data.outcome)?.name, event.data.outcome),
      };
    }
    case "call.failed":
      return {
        ...line,
        state: "failed",
        tookMs: event.data.tookMs,
        answer: says(event.data.message, event.data.message),
      };
    case "call.timed-out":
      return { ...line, state: "timed-out", answer: says("没有应答", "No answer") };
  }
}

const LONGEST = 120;

/** The input in a line: names and plain values, lists by their count. Personal values are no longer in it (H10). */
function shortly(input: unknown): string {
  if (typeof input !== "object" || input === null) return String(input);
  const text = Object.entries(input)
    .map(([name, value]) => `${name} ${wordOf(value)}`)
    .join(", ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value))
    return value.every((item) => typeof item !== "object") ? value.join(" ") : `× ${String(value.length)}`;
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
