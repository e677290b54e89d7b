import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { CallAnswer } from "../message.ts";
import { openTasks } from "../status.ts";
import { sampleOrder } from "./orders.ts";
import { person, Player, workflowOf, type World } from "./player.ts";

type Nodes = WorkflowDefinition["nodes"];

const ops = person("wu", "ops");
const broken: CallAnswer = { kind: "failed", message: "503", retryable: true };
const ask = (next: string): Nodes[string] => ({
  type: "task",
  group: "ops",
  outcomes: [{ id: "ok" }],
  due: { after: "PT1H", escalate: [{ after: "PT1H", to: "boss" }], timeout: { after: "P1D" } },
  ports: { ok: next, timeout: next },
});
function call(name: string, next: string): Nodes[string] {
  return {
    type: "action",
    action: { connector: "shop", name },
    input: { order: "=order.id" },
    output: `vars.${name}`,
    retry: { attempts: 2, first: "PT1M" },
    compensate: { action: { connector: "shop", name: `undo-${name}` }, input: { id: `=vars.${name}.id` } },
    ports: { done: next, error: "trouble", timeout: next },
  };
}
const nodes: Nodes = {
  start: { type: "start", ports: { next: "pay" } },
  pay: call("pay", "both"),
  both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "pack", b: "check" } },
  pack: call("pack", "either"),
  check: ask("either"),
  either: { type: "join", of: "both", when: "any", ports: { done: "tell" } },
  tell: { type: "emit", event: "order.packed", data: { total: "=order.total" }, ports: { next: "part" } },
  part: {
    type: "subworkflow",
    workflow: "part",
    timeout: "PT1H",
    ports: { done: "arrive", error: "trouble", timeout: "arrive" },
  },
  arrive: {
    type: "wait",
    until: { event: "shipment.signed" },
    output: "vars.signed",
    timeout: "P2D",
    ports: { done: "end", timeout: "end" },
  },
  end: { type: "end", outcome: "released" },
  trouble: { type: "raise", incident: "trouble", remedies: [{ id: "give-up" }], ports: { "give-up": "back" } },
  back: { type: "end", outcome: "given-up", compensate: true },
};
const flow = workflowOf(nodes, {
  on: [{ id: "stop", event: "order.cancelled", interrupts: true, output: "vars.stop", ports: { next: "back" } }],
});

export interface Life {
  readonly player: Player;
  readonly world: World;
}

/** Lives that went other ways than planned: withdrawn, late, failed, undone. */
export function scriptedLives(): Readonly<Record<string, Life>> {
  const careful: World = { actions: { "shop.pack": { idempotency: "query-before-retry", query: "find" } } };
  const life = (world: World, play: (player: Player) => Player): Life => ({
    player: play(new Player(flow, world)),
    world,
  });
  const packed = (player: Player): Player => player.done("shop.pay", { id: "P" }).done("shop.pack", { id: "K" });
  return {
    "early-signature": life({}, (player) => endChild(packed(player.event("shipment.signed", { by: "door" })), false)),
    "retried-and-given-up": life({}, (player) =>
      player
        .answer("shop.pay", broken)
        .wait(60_000)
        .answer("shop.pay", broken)
        .remedy("retry")
        .done("shop.pay", { id: "P" })
        .fail("shop.pack")
        .remedy("give-up")
        .done("shop.undo-pay"),
    ),
    "late-success-undone": life(careful, (player) => {
      const decided = player.done("shop.pay", { id: "P" }).wait(3_600_000);
      const [task] = openTasks(decided.state);
      return decided
        .decide("ok", ops, { taskId: task?.task.id ?? "" })
        .done("shop.pack", { id: "K" })
        .done("shop.undo-pack")
        .wait(7_200_000)
        .event("shipment.signed");
    }),
    "cancelled-with-trouble": life({}, (player) =>
      endChild(packed(player).cancel(), true)
        .answer("shop.undo-pack", broken)
        .wait(1_000)
        .fail("shop.undo-pack")
        .remedy("retry")
        .done("shop.undo-pack")
        .done("shop.undo-pay"),
    ),
    interrupted: life(careful, (player) =>
      player
        .done("shop.pay", { id: "P" })
        .event("order.cancelled", { reason: "customer" })
        .timeout("shop.pack")
        .fail("shop.pack", "never made")
        .done("shop.undo-pay"),
    ),
    "nobody-came": life({}, (player) => player.timeout("shop.pay").wait(60_000).timeout("shop.pay").wait(86_400_000)),
  };
}

const eachNodes: Nodes = {
  start: { type: "start", ports: { next: "each" } },
  each: {
    type: "foreach",
    items: "=order.tags",
    as: "tag",
    atOnce: 2,
    onFault: "stop",
    collect: "=vars.hold.id",
    output: "vars.holds",
    ports: { each: "hold", error: "trouble" },
  },
  hold: {
    type: "action",
    action: { connector: "shop", name: "hold" },
    input: { tag: "=tag" },
    output: "vars.hold",
    retry: { attempts: 2, first: "PT1M", on: "error", jitter: 50 },
    compensate: { action: { connector: "shop", name: "let-go" }, input: { tag: "=tag", id: "=vars.hold.id" } },
    ports: { done: "held" },
  },
  held: { type: "join", of: "each", ports: { done: "book" } },
  book: {
    type: "action",
    action: { connector: "shop", name: "book" },
    input: { holds: "=vars.holds" },
    output: "vars.booking",
    mend: true,
    ports: { done: "wait" },
  },
  wait: { type: "wait", until: { event: "shipment.signed" }, ports: { done: "end" } },
  end: { type: "end", outcome: "booked" },
  trouble: { type: "raise", incident: "trouble", remedies: [{ id: "give-up" }], ports: { "give-up": "back" } },
  back: { type: "end", outcome: "given-up", compensate: true },
};

/** Lives of what v0.2 brought: loops, incidents mended by people, beginning again. */
export function scriptedLoops(): Readonly<Record<string, Life>> {
  const world: World = { order: sampleOrder({ tags: ["a", "b", "c"] }) };
  const life = (play: (player: Player) => Player): Life => ({
    player: play(new Player(workflowOf(eachNodes), world)),
    world,
  });
  const chief = person("chief");
  const heldAll = (player: Player): Player => {
    for (const id of ["H1", "H2", "H3"]) {
      const open = player.state.ledger.find(({ state }) => state === "requested");
      const answer = { kind: "done", output: { id } } as const;
      player.send({ type: "effect.completed", effectKey: open?.effectKey ?? "", answer, tookMs: 5 });
    }
    return player;
  };
  const mended = (player: Player): Player => {
    const activation = player.fail("shop.book").state.activations[0]?.id ?? 0;
    return player
      .send({ type: "incident.assign", activation, owner: { group: "finance" }, actor: chief })
      .send({ type: "incident.remedy", activation, remedy: "mend", input: { holds: [] }, actor: chief, reason: "none" })
      .done("shop.book", { id: "B" });
  };
  return {
    "each-one-by-one": life((player) => mended(heldAll(player)).event("shipment.signed")),
    "each-stopped": life((player) =>
      player
        .done("shop.hold", { id: "H2" })
        .answer("shop.hold", broken)
        .wait(120_000)
        .fail("shop.hold")
        .timeout("shop.hold")
        .cancel(),
    ),
    "begun-again": life((player) =>
      mended(heldAll(player))
        .send({ type: "restart", node: "each", compensate: true, actor: chief, reason: "address" })
        .done("shop.let-go")
        .done("shop.let-go")
        .done("shop.let-go"),
    ),
  };
}

/** The child says that it has ended, of itself or because it was told to. */
function endChild(player: Player, cancelled: boolean): Player {
  const started = player.sent("workflow.start").at(-1);
  if (!started) throw new Error("No child was started");
  const { activation, childId } = started;
  return player.send({ type: "child.ended", activation, childId, outcome: "done", cancelled, output: { n: 1 } });
}
