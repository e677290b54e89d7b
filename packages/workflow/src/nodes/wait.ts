import { compileCondition, type JsonValue, type NodeOf } from "@orderloom/rule-dsl";
import { withEvent } from "../compile/names.ts";
import { durationMs } from "../compile/duration.ts";
import { strictValue, wrongKind } from "../compile/expressions.ts";
import { type CompileNode, headOf, type NodeTools } from "../compile/node-tools.ts";
import { eventFact, takeKept } from "../kept-events.ts";
import type { Move, Signal, Turn, Worked } from "../machine.ts";
import type { ActivationWait, KeptEvent } from "../state.ts";
import { leave, park, setVar } from "../turn.ts";

type Facts = Readonly<Record<string, unknown>>;
/** What a wait is for, worked out when it is entered (S12). */
interface Waiting {
  /** It is over already: what it ended by. */
  begin(turn: Turn): Begun;
  isOver?(turn: Turn, wait: ActivationWait, event: KeptEvent): boolean;
}
type Begun =
  | { readonly over: string; readonly event?: KeptEvent }
  | { readonly wait: ActivationWait }
  | Extract<Move, { kind: "incident" }>;

/** Waits for a duration, an instant, an event, a metric line or a quota, and nothing else (S12). */
export const compileWait: CompileNode<"wait"> = (node, tools) => {
  const waiting = compileWaiting(node, tools);
  const timeoutMs = durationMs(node.timeout ?? "");
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      const begun = waiting.begin(turn);
      if ("kind" in begun) return begun;
      const at = { nodeId: tools.id, activation: id };
      if ("over" in begun) return over(turn, at, { by: begun.over, event: begun.event, output: node.output });
      const wait = withTimeout(begun.wait, timeoutMs === undefined ? undefined : turn.now + timeoutMs);
      turn.events.push({ type: "wait.started", data: { ...at, ...whatFor(wait) } });
      return park(wait);
    },
    resume(turn, activation, signal) {
      const at = { nodeId: tools.id, activation: activation.id };
      if (signal.kind === "timer") return timeOver(turn, at, activation.wait);
      const event = eventOf(signal);
      if (!event || !waiting.isOver?.(turn, activation.wait, event)) return undefined;
      return over(turn, at, { by: event.type, event, output: node.output });
    },
  };
};

interface At {
  readonly nodeId: string;
  readonly activation: number;
}

function over(
  turn: Turn,
  at: At,
  { by, event, output }: { by: string; event?: KeptEvent | undefined; output?: string | undefined },
): Move {
  turn.events.push({ type: "wait.ended", data: { ...at, by } });
  if (event) setVar(turn, output, event.data);
  return leave("done");
}

function timeOver(turn: Turn, at: At, wait: ActivationWait): Move {
  const port = wait.for === "time" ? "done" : "timeout";
  turn.events.push({ type: "wait.ended", data: { ...at, by: port === "done" ? "time" : "timeout" } });
  return leave(port);
}

function withTimeout(wait: ActivationWait, timeoutAt: number | undefined): ActivationWait {
  const canTimeOut = wait.for === "event" || wait.for === "metric" || wait.for === "quota";
  return canTimeOut && timeoutAt !== undefined ? { ...wait, timeoutAt } : wait;
}

function whatFor(wait: ActivationWait): { until?: number; event?: string; metric?: string; state?: string } {
  switch (wait.for) {
    case "time":
      return { until: wait.until };
    case "event":
      return { event: wait.event };
    case "metric":
      return { metric: wait.metric, state: wait.state };
    default:
      return {};
  }
}

function eventOf(signal: Signal): KeptEvent | undefined {
  return signal.kind === "event" ? signal.event : undefined;
}

function compileWaiting(node: NodeOf<"wait">, tools: NodeTools): Waiting {
  const { until } = node;
  if (until === undefined) return untilInstant(lengthOf(node.for ?? "PT0S", tools));
  if ("instant" in until) return untilInstant(instantOf(until.instant, tools));
  if ("event" in until) return untilEvent(until, tools);
  return "metric" in until ? untilMetric(until.metric, until.state) : untilQuota(until.quota);
}

type InstantOf = (facts: Facts, now: number) => Worked<number>;

function untilInstant(instant: InstantOf): Waiting {
  return {
    begin(turn) {
      const worked = instant(turn.facts.current(), turn.now);
      if (!worked.ok) return { kind: "incident", incident: worked.incident };
      return worked.value <= turn.now ? { over: "time" } : { wait: { for: "time", until: worked.value } };
    },
  };
}

function lengthOf(duration: string, tools: NodeTools): InstantOf {
  const value = strictValue(duration, "for", tools.context);
  return (facts, now) => {
    const worked = value(facts);
    if (!worked.ok) return worked;
    const ms = typeof worked.value === "string" ? durationMs(worked.value) : undefined;
    return ms === undefined ? { ok: false, incident: wrongKind("for", NO_DURATION) } : { ok: true, value: now + ms };
  };
}
const NO_DURATION = { "zh-CN": "结果不是时长", en: "it is not a duration" };

function instantOf(expression: string, tools: NodeTools): InstantOf {
  const value = strictValue(expression, "until.instant", tools.context);
  return (facts) => {
    const worked = value(facts);
    if (!worked.ok) return worked;
    const at = instantMs(worked.value);
    return at === undefined ? { ok: false, incident: wrongKind("until.instant", NO_INSTANT) } : { ok: true, value: at };
  };
}
const NO_INSTANT = { "zh-CN": "结果不是带时区的时刻", en: "it is not an instant with an offset" };
/** Without an offset the instant would be that of the machine it runs on (H1). */
const OFFSET = /(Z|[+-]\d{2}:\d{2})$/;

function instantMs(value: JsonValue): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !OFFSET.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

/** An event that came early counts, the earliest by its source's time first (S5). */
function untilEvent(
  until: { event: string; when?: Parameters<typeof compileCondition>[0] },
  tools: NodeTools,
): Waiting {
  const when = until.when && compileCondition(until.when, withEvent(tools.context));
  const fits = (turn: Turn, event: KeptEvent): boolean =>
    event.type === until.event && (when?.evaluate(turn.facts.with({ event: eventFact(event) })).held ?? true);
  return {
    begin(turn) {
      const event = takeKept(turn, (kept) => fits(turn, kept));
      return event ? { over: event.type, event } : { wait: { for: "event", event: until.event } };
    },
    isOver: (turn, _wait, event) => fits(turn, event),
  };
}

/** The metric's key is kept from the entry, so that another channel's line does not wake it (S12). */
function untilMetric(metric: string, state: "normal" | "held"): Waiting {
  return {
    begin(turn) {
      const seen = fieldsOf(turn.reads.metrics?.[metric]);
      if (seen["state"] === state) return { over: metric };
      return { wait: { for: "metric", metric, state, key: seen["key"] ?? null } };
    },
    isOver(_turn, wait, { type, data }) {
      if (type !== "metric.line-changed" || wait.for !== "metric") return false;
      const sameKey =
        data["key"] === undefined || wait.key === null || JSON.stringify(data["key"]) === JSON.stringify(wait.key);
      return data["metric"] === metric && data["state"] === state && sameKey;
    },
  };
}

/** Something has been given back, or there was something left on entry. */
function untilQuota(quota: string): Waiting {
  const hasSome = (turn: Turn): boolean => {
    const { left } = fieldsOf(turn.reads.quotas?.[quota]);
    return typeof left === "number" && left > 0;
  };
  return {
    begin: (turn) => (hasSome(turn) ? { over: quota } : { wait: { for: "quota", quota } }),
    isOver: (turn, _wait, { type, data }) => type === "quota.changed" && data["quota"] === quota && hasSome(turn),
  };
}

function fieldsOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? (value as Readonly<Record<string, JsonValue>>) : {};
}
