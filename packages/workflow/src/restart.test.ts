import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { planRestart, restartPoints } from "./restart.ts";
import { replay } from "./replay.ts";
import { person, Player, workflowOf } from "./testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
const chief = person("chief");

const call = (name: string, next: string, undo = true): Nodes[string] => ({
  type: "action",
  action: { connector: "shop", name },
  output: `vars.${name}`,
  ...(undo && {
    compensate: { action: { connector: "shop", name: `undo-${name}` }, input: { id: `=vars.${name}.id` } },
  }),
  ports: { done: next },
});
const flow = workflowOf({
  start: { type: "start", ports: { next: "pay" } },
  pay: call("pay", "reserve"),
  reserve: call("reserve", "tell"),
  tell: call("tell", "both", false),
  both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "ask", b: "wait" } },
  ask: { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "join" } },
  wait: { type: "wait", for: "P1D", ports: { done: "join" } },
  join: { type: "join", of: "both", ports: { done: "end" } },
  end: { type: "end", outcome: "done" },
});

const packed = (): Player =>
  new Player(flow).done("shop.pay", { id: "P" }).done("shop.reserve", { id: "R" }).done("shop.tell", { id: "T" });
const again = (player: Player, node: string, compensate: boolean): Player =>
  player.send({ type: "restart", node, compensate, actor: chief, reason: "address changed" });

describe("beginning again at a node", () => {
  test("undoes what came at it and behind it, the last first, and only then enters it", () => {
    const player = again(packed(), "reserve", true);
    expect(player.open).toEqual(["reserve: undo", "reserve: call"]);
    expect(player.calls("shop.undo-reserve")).toHaveLength(1);
    expect(player.calls("shop.reserve")).toHaveLength(1);
    player.done("shop.undo-reserve");
    expect(player.calls("shop.reserve")).toHaveLength(2);
    expect(player.last("shop.reserve").key).not.toBe(player.calls("shop.reserve")[0]?.key);
    expect(player.calls("shop.undo-pay")).toEqual([]);
    expect(player.state.vars).toMatchObject({ pay: { id: "P" }, reserve: { id: "R" } });
    expect(player.eventsOf("instance.restarted")).toMatchObject([
      { actor: chief, data: { nodeId: "reserve", undone: 1, withdrawn: ["ask", "wait"], reason: "address changed" } },
    ]);
  });

  test("without undoing enters at once", () => {
    const player = again(packed(), "reserve", false);
    expect(player.calls("shop.reserve")).toHaveLength(2);
    expect(player.sent("connector.invoke").filter(({ compensates }) => compensates !== undefined)).toEqual([]);
  });

  test("a call that is out is asked after first, and undone when it was made", () => {
    const player = again(new Player(flow).done("shop.pay", { id: "P" }), "reserve", true);
    expect(player.open).toEqual(["reserve: call", "reserve: undo"]);
    player.done("shop.reserve", { id: "R" }).done("shop.undo-reserve");
    expect(player.calls("shop.reserve")).toHaveLength(2);
    expect(player.open).toEqual(["reserve: call"]);
  });

  test("an undoing that fails waits for a person, and the node for it", () => {
    const player = again(packed(), "reserve", true).fail("shop.undo-reserve");
    expect(player.incidents()).toEqual(["compensation-failed"]);
    expect(player.calls("shop.reserve")).toHaveLength(1);
    player.remedy("settled-by-hand");
    expect(player.calls("shop.reserve")).toHaveLength(2);
  });

  test("says beforehand what it takes back and what stands", () => {
    const { state } = packed();
    const plan = planRestart(flow, state, "reserve");
    expect(plan?.undone.map(({ action }) => action)).toEqual(["reserve"]);
    expect(plan?.standing.map(({ action }) => action)).toEqual(["tell"]);
    expect(plan?.withdrawn).toEqual(["ask", "wait"]);
  });

  test("is possible on the main way only, outside regions", () => {
    expect([...restartPoints(flow)].sort()).toEqual(["both", "pay", "reserve", "start", "tell"]);
    const player = packed();
    expect(again(player, "ask", true).refusal?.code).toBe("restart-not-here");
    expect(again(player.cancel(), "pay", true).refusal?.code).toBe("instance-undoing");
  });

  test("replays to the byte", () => {
    const player = again(packed(), "pay", true).done("shop.undo-reserve").done("shop.undo-pay");
    expect(JSON.stringify(replay(player.workflow, player.history))).toBe(JSON.stringify(player.state));
  });
});

describe("what a person may do with a call that failed", () => {
  const one = (rest: object = {}): WorkflowDefinition =>
    workflowOf({
      start: { type: "start", ports: { next: "pay" } },
      pay: { ...call("pay", "use"), input: { order: "=order.id" }, ...rest } as Nodes[string],
      use: {
        type: "action",
        action: { connector: "shop", name: "use" },
        input: { id: "=vars.pay.id" },
        ports: { done: "end" },
      },
      end: { type: "end", outcome: "done" },
    });
  const commits = { actions: { "shop.pay": { commits: true } } };
  const remedied = (player: Player, rest: object): Player =>
    player.send({ type: "incident.remedy", activation: 2, remedy: "done", actor: chief, ...rest });

  test("takes it as done, with what it is taken to have given", () => {
    const player = remedied(new Player(one()).fail("shop.pay"), { output: { id: "P-9" } });
    expect(player.last("shop.use").input).toEqual({ id: "P-9" });
    player.cancel().done("shop.use").done("shop.undo-pay");
    expect(player.last("shop.undo-pay").input).toEqual({ id: "P-9" });
  });

  test("but says why where it moves stock or money", () => {
    const player = remedied(new Player(one(), commits).fail("shop.pay"), { output: { id: "P-9" } });
    expect(player.refusal?.code).toBe("reason-required");
    expect(player.calls("shop.use")).toEqual([]);
    remedied(player, { output: { id: "P-9" }, reason: "paid by hand" });
    expect(player.calls("shop.use")).toHaveLength(1);
  });

  test("sends something else, as another call, where the node lets it", () => {
    const input = { order: "OL-2" };
    const closed = new Player(one()).fail("shop.pay");
    expect(remedied(closed, { remedy: "mend", input }).refusal?.code).toBe("remedy-not-offered");
    const open = new Player(one({ mend: true })).fail("shop.pay");
    expect(remedied(open, { remedy: "mend" }).refusal?.code).toBe("input-required");
    remedied(open, { remedy: "mend", input });
    expect(open.calls("shop.pay").map((made) => [made.key, made.input])).toEqual([
      ["OL-1/sample/2/1", { order: "OL-20261111-000001" }],
      ["OL-1/sample/2/2", input],
    ]);
  });

  test("mends an input that came to nothing", () => {
    const player = new Player(one({ mend: true, input: { order: "=order.nothing" } }));
    expect(player.incidents()).toEqual(["expression-null"]);
    remedied(player, { remedy: "mend", input: { order: "OL-2" } });
    expect(player.last("shop.pay").input).toEqual({ order: "OL-2" });
  });

  test("hands it over; anybody may still see to it", () => {
    const player = new Player(one()).fail("shop.pay");
    player.send({ type: "incident.assign", activation: 2, owner: { group: "finance" }, actor: chief, reason: "yours" });
    expect(player.state.activations[0]?.wait).toMatchObject({ incident: { owner: { group: "finance" } } });
    expect(player.eventsOf("incident.assigned")).toMatchObject([
      { actor: chief, data: { group: "finance", reason: "yours" } },
    ]);
    expect(player.remedy("retry").calls("shop.pay")).toHaveLength(2);
  });
});
