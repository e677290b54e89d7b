import type { CallAnswer } from "@orderloom/workflow";
import type { TurnRecord, TurnStep } from "./turn-record.ts";

/** A call and what came back. */
export interface CallSlot {
  readonly nodeId: string;
  readonly connector: string;
  readonly action: string;
  readonly attempt: number;
  readonly at: number;
  /** It asked what became of another call. */
  readonly isQuery: boolean;
  answer?: CallAnswer;
  answeredAt?: number;
}

/** One turn of the order or of an instance of it, in the order of commits. */
export interface RecordedRow {
  readonly kind: "order" | "instance";
  readonly id: string;
  readonly turn: TurnRecord;
}

/** What the versions of then say. */
export interface CallLookUps {
  /** The action by which a node's decision fetches a fact. */
  readonly fetchOf: (
    instanceId: string,
    nodeId: string,
    factId: string,
  ) => { connector: string; name: string } | undefined;
  /** The action that asks what became of a call. */
  readonly queryOf: (connector: string, action: string) => string | undefined;
}

type Completed = Extract<TurnStep["input"], { type: "effect.completed" }>;

/** The calls of an instance and its children in the order in which they were made, each with its answer. */
export function recordedCalls(rows: readonly RecordedRow[], parts: CallLookUps): readonly CallSlot[] {
  const calls = new Calls(parts, nodesOf(rows));
  for (const { id, turn } of rows) for (const step of turn.steps) calls.take(id, step);
  return calls.made;
}

/** Instance and activation to the node it stood at. */
function nodesOf(rows: readonly RecordedRow[]): ReadonlyMap<string, string> {
  const nodes = new Map<string, string>();
  for (const { id, turn } of rows)
    for (const { data } of turn.steps.flatMap(({ events }) => events))
      if ("nodeId" in data && "activation" in data) nodes.set(`${id}/${String(data.activation)}`, data.nodeId ?? "");
  return nodes;
}

class Calls {
  readonly made: CallSlot[] = [];
  readonly #parts: CallLookUps;
  readonly #nodes: ReadonlyMap<string, string>;
  readonly #open = new Map<string, CallSlot>();
  /** The node that a token of an instance entered last: where a decision stood that fetched and was never made. */
  readonly #last = new Map<string, string>();

  constructor(parts: CallLookUps, nodes: ReadonlyMap<string, string>) {
    this.#parts = parts;
    this.#nodes = nodes;
  }

  take(instanceId: string, { at, input, events, path = [] }: TurnStep): void {
    if (input.type === "effect.completed") this.#answered(instanceId, at, input);
    for (const [node] of path) this.#last.set(instanceId, node);
    for (const event of events) {
      if (event.type !== "call.requested") continue;
      const { nodeId, connector, action, attempt, effectKey } = event.data;
      this.#add(`${effectKey} ${attempt}`, { nodeId, connector, action, attempt, at, isQuery: false });
    }
  }

  #add(key: string, slot: CallSlot): CallSlot {
    this.made.push(slot);
    this.#open.set(key, slot);
    return slot;
  }

  #answered(instanceId: string, at: number, { effectKey, attempt, answer, tookMs }: Completed): void {
    const slot =
      attempt === undefined
        ? (this.#query(effectKey, at - tookMs) ?? this.#fetch(instanceId, effectKey, at - tookMs))
        : this.#open.get(`${effectKey} ${attempt}`);
    if (!slot || slot.answer) return;
    slot.answer = answer;
    slot.answeredAt = at;
  }

  /** An answer without an attempt under a call's own key is that of a query about it (S8). */
  #query(effectKey: string, at: number): CallSlot | undefined {
    const asked = [...this.#open].findLast(([key]) => key.startsWith(`${effectKey} `))?.[1];
    const action = asked && this.#parts.queryOf(asked.connector, asked.action);
    if (!asked || action === undefined) return undefined;
    const { nodeId, connector } = asked;
    return this.#add(`${effectKey}?${this.made.length}`, { nodeId, connector, action, attempt: 1, at, isQuery: true });
  }

  /** `<instance>/<activation>/<fact>`. */
  #fetch(instanceId: string, effectKey: string, at: number): CallSlot | undefined {
    const [activation = "", factId = ""] = effectKey.slice(instanceId.length + 1).split("/");
    const nodeId = this.#nodes.get(`${instanceId}/${activation}`) ?? this.#last.get(instanceId) ?? "";
    const fetched = this.#parts.fetchOf(instanceId, nodeId, factId);
    if (!fetched) return undefined;
    const { connector, name: action } = fetched;
    return this.#add(effectKey, { nodeId, connector, action, attempt: 1, at, isQuery: false });
  }
}
