import type { IdempotencyClass, WorkflowDefinition } from "@orderloom/rule-dsl";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Effect } from "./effect.ts";
import type { CallAnswer } from "./message.ts";
import { replay } from "./replay.ts";
import { restartPoints } from "./restart.ts";
import type { InstanceState } from "./state.ts";
import { openIncidents, openTasks } from "./status.ts";
import { person, Player, workflowOf } from "./testing/player.ts";
import { type Piece, pieces, workflowFrom } from "./testing/random-workflow.ts";

/** What the world does next, by numbers that choose among what is there. */
type Move =
  | { readonly kind: "answer"; readonly which: number; readonly how: number; readonly repeat: boolean }
  | { readonly kind: "decide" | "remedy" | "claim"; readonly which: number; readonly how: number }
  | { readonly kind: "event"; readonly how: number }
  | { readonly kind: "time"; readonly minutes: number }
  | { readonly kind: "restart"; readonly which: number; readonly how: number }
  | { readonly kind: "cancel" };

const which = fc.nat(20);
const how = fc.nat(20);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("answer"), which, how, repeat: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("decide", "remedy", "claim"), which, how }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("event"), how }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time"), minutes: fc.constantFrom(0, 1, 5, 60, 2000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart"), which, how }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel") }) },
);

const answers: readonly CallAnswer[] = [
  { kind: "done", output: { id: "X" } },
  { kind: "done", output: null },
  { kind: "outcome", outcome: "sold" },
  { kind: "failed", message: "503", retryable: true },
  { kind: "failed", message: "422", retryable: false },
  { kind: "timeout" },
  { kind: "unknown", message: "died" },
];
const events = ["order.noted", "shipment.dispatched", "order.cancelled", "order.whatever"];
const people = ["zhao", "sun", "li"].map((id) => person(id, "ops", "boss"));

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(list.length, 1)];
}

/** Answers stay to be given until they are: some are given twice, late, or never. */
class Chaos {
  readonly player: Player;
  readonly pending: Effect[] = [];
  #seen = 0;

  constructor(run: readonly Piece[], compensate: boolean, idempotency: IdempotencyClass) {
    const action = { idempotency, ...(idempotency === "query-before-retry" && { query: "find" }) };
    const names = Array.from({ length: 60 }, (_, index) => [`shop.n${index}`, action] as const);
    this.player = new Player(workflowFrom(run, compensate), { actions: Object.fromEntries(names) });
    this.#collect();
  }

  take(next: Move): void {
    const { player } = this;
    switch (next.kind) {
      case "answer":
        this.#answer(next);
        break;
      case "decide": {
        const taskId = pick(openTasks(player.state), next.which)?.task.id ?? "OL-1/sample/1";
        player.decide(next.how % 3 === 0 ? "no" : "yes", pick(people, next.how) ?? person("x"), { taskId });
        break;
      }
      case "claim": {
        const taskId = pick(openTasks(player.state), next.which)?.task.id ?? "OL-1/sample/1";
        player.send({
          type: "task.claim",
          taskId,
          actor: pick(people, next.how) ?? person("x"),
          release: next.how % 2 === 0,
        });
        break;
      }
      case "remedy": {
        const open = pick(openIncidents(player.state), next.which);
        const remedy = open ? (pick(open.incident.remedies, next.how) ?? "retry") : "retry";
        player.send({ type: "incident.remedy", activation: open?.activation ?? 0, remedy, actor: person("chief") });
        break;
      }
      case "event":
        player.event(pick(events, next.how) ?? "order.noted", { n: next.how }, player.now - next.how);
        break;
      case "time":
        player.wait(next.minutes * 60_000);
        break;
      case "restart": {
        const node = pick(restartPoints(player.workflow.definition), next.which) ?? "start";
        const compensate = next.how % 4 !== 0;
        player.send({ type: "restart", node, compensate, actor: person("chief"), reason: "again" });
        break;
      }
      case "cancel":
        player.cancel();
    }
    this.#collect();
  }

  /** Everything is answered well, every incident settled, all time passes: whatever is open must come to an end. */
  finish(): void {
    for (let round = 0; round < 400 && this.player.state.phase !== "ended"; round += 1) {
      if (this.pending.length > 0) this.take({ kind: "answer", which: 0, how: 0, repeat: false });
      else if (openIncidents(this.player.state).length > 0) this.take({ kind: "remedy", which: 0, how: 1 });
      else if (openTasks(this.player.state).length > 0) this.take({ kind: "decide", which: 0, how: 1 + (round % 3) });
      else this.take({ kind: "time", minutes: 2000 });
    }
  }

  #collect(): void {
    this.pending.push(...this.player.effects.slice(this.#seen));
    this.#seen = this.player.effects.length;
  }

  #answer({ which: index, how: kind, repeat }: Extract<Move, { kind: "answer" }>): void {
    const effect = pick(this.pending, index);
    if (!effect) return;
    if (!repeat) this.pending.splice(this.pending.indexOf(effect), 1);
    const { player } = this;
    switch (effect.type) {
      case "connector.invoke":
      case "connector.query":
      case "fact.fetch": {
        const answer = pick(answers, kind) ?? { kind: "timeout" };
        const attempt = effect.type === "connector.invoke" && { attempt: effect.attempt };
        player.send({ type: "effect.completed", effectKey: effect.key, ...attempt, answer, tookMs: 1 });
        return;
      }
      case "order.amend":
        player.send({ type: "order.amended", effectKey: effect.key, problems: [] });
        return;
      case "workflow.start": {
        const { activation, childId } = effect;
        player.send({
          type: "child.ended",
          activation,
          childId,
          outcome: "done",
          cancelled: kind % 2 === 1,
          output: {},
        });
        return;
      }
      case "workflow.cancel":
      case "workflow.ended":
      case "event.publish":
    }
  }
}

/** What must hold after every single message. */
function mustHold(before: InstanceState, after: InstanceState): void {
  if (before.phase === "ended") expect(after).toBe(before);
  const isLive = after.activations.length > 0 || after.stopping.length > 0;
  expect(isLive, "an instance has a token until it has ended").toBe(after.phase !== "ended");
  expect(new Set(after.activations.map(({ id }) => id)).size).toBe(after.activations.length);
  const regions = after.activations.filter(({ wait }) => wait.for === "branches").map(({ id }) => id);
  expect(regions).toEqual(after.regions.map(({ id }) => id));
  for (const { region } of after.activations) if (region !== undefined) expect(regions).toContain(region);
  expect(JSON.parse(JSON.stringify(after)), "a snapshot is plain JSON").toEqual(after);
}

const classes = fc.constantFrom<IdempotencyClass>("idempotent", "idempotency-key", "query-before-retry", "never-retry");

describe("whatever the definition, whatever comes, in whatever order", () => {
  test("no token is lost, no effect key is used twice for different things, an ended instance never changes, replay agrees", () => {
    fc.assert(
      fc.property(
        pieces,
        fc.boolean(),
        classes,
        fc.array(move, { maxLength: 40 }),
        (run, compensate, idempotency, moves) => {
          const chaos = new Chaos(run, compensate, idempotency);
          const { player } = chaos;
          for (const next of moves) {
            const before = player.state;
            chaos.take(next);
            mustHold(before, player.state);
          }
          const keys = player.effects.map((effect) => {
            const attempt = effect.type === "connector.invoke" ? effect.attempt : 0;
            return `${effect.type} ${effect.key} ${attempt}`;
          });
          const once = keys.filter((key) => !key.startsWith("connector.query"));
          expect(new Set(once).size).toBe(once.length);
          const again = replay(player.workflow, player.history);
          expect(JSON.stringify(again)).toBe(JSON.stringify(player.state));
          chaos.finish();
          expect(player.state.phase, player.open.join()).toBe("ended");
        },
      ),
      { numRuns: 400, verbose: 1 },
    );
  });

  test("what was done and taken back stays taken back: nothing that can be undone is left after a cancel", () => {
    fc.assert(
      fc.property(pieces, classes, fc.array(move, { maxLength: 20 }), (run, idempotency, moves) => {
        const chaos = new Chaos(run, true, idempotency);
        for (const next of moves) chaos.take(next);
        fc.pre(chaos.player.state.phase !== "ended");
        chaos.take({ kind: "cancel" });
        chaos.finish();
        const left = chaos.player.state.ledger.filter(
          ({ state, compensation }) => state === "completed" && compensation,
        );
        expect(left).toEqual([]);
      }),
      { numRuns: 200, verbose: 1 },
    );
  });

  test("whatever comes in whatever order, each item of a loop is done once, and the list is in the order of the items", () => {
    const run = fc.record({
      count: fc.integer({ min: 1, max: 8 }),
      atOnce: fc.integer({ min: 1, max: 4 }),
      order: fc.array(fc.nat(40), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(run, ({ count, atOnce, order }) => {
        const player = new Player(reservingEach(count, atOnce));
        for (const next of [...order, ...Array.from({ length: count }, () => 0)]) {
          const made = player.sent("connector.invoke");
          const open = made.filter(({ key }) =>
            player.state.ledger.some((one) => one.effectKey === key && one.state === "requested"),
          );
          expect(open.length).toBeLessThanOrEqual(atOnce);
          // One time in three somebody answers again what is answered already.
          const effect = pick(next % 3 === 2 ? made : open, next);
          if (!effect) continue;
          const answer: CallAnswer = { kind: "done", output: effect.input["item"] ?? null };
          player.send({ type: "effect.completed", effectKey: effect.key, attempt: effect.attempt, answer, tookMs: 1 });
        }
        const items = Array.from({ length: count }, (_, index) => index + 1);
        expect(player.calls("shop.reserve").map(({ input }) => input["item"])).toHaveLength(count);
        expect(new Set(player.calls("shop.reserve").map(({ input }) => input["item"]))).toEqual(new Set(items));
        expect(player.state.vars["all"]).toEqual(items);
      }),
      { numRuns: 200, verbose: 1 },
    );
  });
});

function reservingEach(count: number, atOnce: number): WorkflowDefinition {
  return workflowOf({
    start: { type: "start", ports: { next: "each" } },
    each: {
      type: "foreach",
      items: `=for i in 1..${count} return i`,
      as: "item",
      atOnce,
      collect: "=vars.reserved",
      output: "vars.all",
      ports: { each: "reserve" },
    },
    reserve: {
      type: "action",
      action: { connector: "shop", name: "reserve" },
      input: { item: "=item" },
      output: "vars.reserved",
      ports: { done: "join" },
    },
    join: { type: "join", of: "each", ports: { done: "end" } },
    end: { type: "end", outcome: "done" },
  });
}
