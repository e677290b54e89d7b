import type { Actor, NewEvent, OrderLoomEvent } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Scope } from "../ports/scope.ts";
import type { HistoryStore } from "../ports/store.ts";
import { readTurn } from "./aggregate-text.ts";
import type { Feed } from "./feed.ts";
import { eventsOf, type TurnRecord } from "./turn-record.ts";

export interface LogParts {
  readonly store: HistoryStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly feed: Feed;
}

/** What people did to definitions: in the history and the stream like everything that happens (S39). */
export class DefinitionLog {
  readonly #parts: LogParts;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  async note(kind: string, id: string, event: NewEvent, actor: Actor): Promise<void> {
    const { store, scope, clock, feed } = this.#parts;
    const name = `${kind}/${id}`;
    const revision = ((await store.historyOf(scope, name)).at(-1)?.revision ?? 0) + 1;
    const at = clock.now();
    const turn: TurnRecord = {
      firstSeq: revision,
      steps: [{ at, input: { type: "definition.changed" }, actor, events: [event] }],
    };
    const cursor = await store.note(scope, { id: name, revision, at, turn: JSON.stringify(turn) });
    feed.publish([{ place: { ...scope, kind: "definition", id: name }, turn, cursor }]);
  }

  /** As `note`, for what may be told again after a death: the very same that was noted is not noted again. */
  async noteOnce(kind: string, id: string, event: NewEvent, actor: Actor): Promise<void> {
    const said = JSON.stringify(event.data);
    const known = await this.of(kind, id);
    if (!known.some(({ type, data }) => type === event.type && JSON.stringify(data) === said))
      await this.note(kind, id, event, actor);
  }

  /** Oldest first. */
  async of(kind: string, id: string): Promise<readonly OrderLoomEvent[]> {
    const { store, scope } = this.#parts;
    const rows = await store.historyOf(scope, `${kind}/${id}`);
    return rows.flatMap((row) => eventsOf({ ...scope, ...row }, readTurn(row.turn)));
  }
}
