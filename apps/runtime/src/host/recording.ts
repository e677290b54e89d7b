import type { CaseStep, JsonObject, Order, StubbedAnswer } from "@orderloom/rule-dsl";
import type { CallAnswer } from "@orderloom/workflow";
import { type CallLookUps, type CallSlot, type RecordedRow, recordedCalls } from "./recorded-calls.ts";
import type { Step, TurnStep } from "./turn-record.ts";

/** A call to the outside as it was made, and what really came back; no answer where none came, or none yet. */
export interface RecordedCall {
  readonly nodeId: string;
  readonly connector: string;
  readonly action: string;
  readonly attempt: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly answeredAt?: number;
  readonly answer?: StubbedAnswer;
}

export interface RecordedVisit {
  readonly instanceId: string;
  readonly node: string;
  readonly from?: string;
  readonly port?: string;
  readonly at: number;
}

/** What an order went through, in the simulator's own terms: the same order, answers and people may be played again. */
export interface Recording {
  readonly order: Order;
  readonly instanceId?: string;
  /** UTC milliseconds: when the instance began. */
  readonly startedAt: number;
  readonly metrics: JsonObject;
  readonly quotas: JsonObject;
  /** `connector.action` to its answers, in the order they were asked for. */
  readonly answers: Readonly<Record<string, readonly StubbedAnswer[]>>;
  readonly steps: readonly CaseStep[];
  readonly calls: readonly RecordedCall[];
  readonly path: readonly RecordedVisit[];
  readonly versions: readonly { readonly kind: string; readonly id: string; readonly version: number }[];
  /** A person stopped it; the simulator has no such step. */
  readonly cancelled?: { readonly at: number; readonly reason?: string };
}

export interface RecordingParts extends CallLookUps {
  /** As it was received. */
  readonly order: Order;
  /** Whose life is told; its children belong to it. Undefined for an order that no workflow took. */
  readonly instanceId: string | undefined;
  readonly rows: readonly RecordedRow[];
}

/** Reads a recording out of the history. What other instances of the order did reaches this one as events, as it really did. */
export function recordingOf(parts: RecordingParts): Recording {
  const { order, instanceId, rows } = parts;
  const belongs = (id: string): boolean =>
    instanceId !== undefined && (id === instanceId || id.startsWith(`${instanceId}/`));
  const own = rows.filter((row) => row.kind === "instance" && belongs(row.id));
  const calls = recordedCalls(own, parts);
  const startedAt = own[0]?.turn.steps[0]?.at ?? order.receivedAt;
  const moments = rows.flatMap((row) =>
    row.kind === "order"
      ? row.turn.steps.flatMap((step) => orderMoments(step, belongs))
      : belongs(row.id)
        ? row.turn.steps.flatMap(personMoments)
        : [],
  );
  const cancelled = own.flatMap(({ turn }) => turn.steps.flatMap(stopped))[0];
  return {
    order,
    ...(instanceId !== undefined && { instanceId }),
    startedAt,
    ...firstReads(own),
    answers: answersOf(calls),
    steps: stepsFrom([...moments, ...readMoments(own)], startedAt, lastTimerAt(own)),
    calls: calls.filter(({ isQuery }) => !isQuery).map(recordedCall),
    path: own.flatMap(({ id, turn }) => turn.steps.flatMap((step) => (step.path ?? []).map(visitOf(id, step.at)))),
    versions: versionsOf(own),
    ...(cancelled && { cancelled }),
  };
}

interface Moment {
  readonly at: number;
  readonly step: Omit<CaseStep, "after">;
}

/** What came from outside, or from an instance beside; what this one does itself the simulator does by itself. */
function orderMoments({ at, input, events }: TurnStep, belongs: (id: string) => boolean): Moment[] {
  switch (input.type) {
    case "order.event":
      // What came too early and was refused then changed nothing.
      if (events.some(({ type }) => type === "incident.raised")) return [];
      return [{ at, step: { event: { type: input.event, data: input.data } } }];
    case "order.amend":
      return belongs(input.from)
        ? []
        : input.amendments.map(({ type, data }) => ({ at, step: { event: { type, data: { ...data } } } }));
    case "event.publish":
      return belongs(input.from) ? [] : [{ at, step: { event: { type: input.event, data: input.data } } }];
    default:
      return [];
  }
}

/** What people did that counted: a refused decision left no event. */
function personMoments({ at, input, events, actor }: TurnStep): Moment[] {
  if (input.type === "task.decide") {
    const told = events.find((event) => event.type === "task.decided" || event.type === "task.approved");
    if (!told) return [];
    const { outcome, form, reason } = input;
    const by = (told.actor ?? actor ?? input.actor).id;
    const decide = {
      node: told.data.nodeId,
      outcome,
      by,
      ...(form && { form }),
      ...(reason !== undefined && { reason }),
    };
    return [{ at, step: { decide } }];
  }
  if (input.type !== "incident.remedy") return [];
  const resolved = events.find((event) => event.type === "incident.resolved");
  const node = resolved?.data.nodeId;
  return node === undefined ? [] : [{ at, step: { remedy: { node, take: input.remedy } } }];
}

function stopped({ at, input }: TurnStep): NonNullable<Recording["cancelled"]>[] {
  if (input.type !== "cancel" || input.actor.kind === "system") return [];
  return [{ at, ...(input.reason !== undefined && { reason: input.reason }) }];
}

type Rows = readonly RecordedRow[];

function firstReads(own: Rows): Pick<Recording, "metrics" | "quotas"> {
  const reads = own[0]?.turn.steps[0]?.reads;
  return { metrics: reads?.metrics ?? {}, quotas: reads?.quotas ?? {} };
}

/** Metrics that had changed when a later turn read them. */
function readMoments(own: Rows): Moment[] {
  const moments: Moment[] = [];
  const known = new Map<string, string>(
    Object.entries(firstReads(own).metrics).map(([id, value]) => [id, JSON.stringify(value)]),
  );
  for (const { at, reads } of own.flatMap(({ turn }) => turn.steps)) {
    const changed = Object.entries(reads?.metrics ?? {}).filter(
      ([id, value]) => known.get(id) !== JSON.stringify(value),
    );
    if (changed.length === 0) continue;
    for (const [id, value] of changed) known.set(id, JSON.stringify(value));
    moments.push({ at, step: { metrics: Object.fromEntries(changed) } });
  }
  return moments;
}

/** Deadlines that passed move the instance only when a step lets time pass. */
function lastTimerAt(own: Rows): number | undefined {
  return own.flatMap(({ turn }) => turn.steps).findLast(({ input }) => input.type === "timer.fired")?.at;
}

function stepsFrom(moments: readonly Moment[], startedAt: number, lastTimer: number | undefined): CaseStep[] {
  let now = startedAt;
  const ordered = [...moments].sort((one, other) => one.at - other.at);
  const steps: CaseStep[] = ordered.map(({ at, step }) => {
    const passed = at - now;
    now = Math.max(now, at);
    return { ...(passed > 0 && { after: durationOf(passed) }), ...step };
  });
  if (lastTimer !== undefined && lastTimer > now) steps.push({ after: durationOf(lastTimer - now) });
  return steps;
}

/** ISO 8601, in seconds. */
const durationOf = (ms: number): string => `PT${ms % 1000 === 0 ? ms / 1000 : (ms / 1000).toFixed(3)}S`;

function answersOf(slots: readonly CallSlot[]): Recording["answers"] {
  const answers = new Map<string, StubbedAnswer[]>();
  for (const { connector, action, answer } of slots) {
    if (!answer) continue;
    const name = `${connector}.${action}`;
    answers.set(name, [...(answers.get(name) ?? []), stubOf(answer)]);
  }
  return Object.fromEntries(answers);
}

function recordedCall({ nodeId, connector, action, attempt, at, answer, answeredAt }: CallSlot): RecordedCall {
  const answered = answer && { answer: stubOf(answer), ...(answeredAt !== undefined && { answeredAt }) };
  return { nodeId, connector, action, attempt, at, ...answered };
}

/** What a stub says to have the same come back. A call whose fate nobody knows comes closest to silence. */
function stubOf(answer: CallAnswer): StubbedAnswer {
  switch (answer.kind) {
    case "done":
      return { output: answer.output };
    case "outcome":
      return { outcome: answer.outcome, ...(answer.output !== undefined && { output: answer.output }) };
    case "failed":
      return { error: answer.message, retryable: answer.retryable };
    case "timeout":
    case "unknown":
      return { timeout: true };
  }
}

function visitOf(instanceId: string, at: number): (step: Step) => RecordedVisit {
  return ([node, from, port]) => ({
    instanceId,
    node,
    ...(from !== undefined && { from }),
    ...(port !== undefined && { port }),
    at,
  });
}

function versionsOf(own: Rows): Recording["versions"] {
  const used = new Map<string, Recording["versions"][number]>();
  const note = (kind: string, id: string, version: number): void => {
    used.set(`${kind}/${id}/${version}`, { kind, id, version });
  };
  for (const event of own.flatMap(({ turn }) => turn.steps.flatMap(({ events }) => events))) {
    if (event.type === "instance.started") note("workflow", event.data.workflow, event.data.version);
    if (event.type === "decision.made") note("decision", event.data.decision, event.data.version);
  }
  return [...used.values()];
}
