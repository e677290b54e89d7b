import type { NodeOf, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { replay } from "../replay.ts";
import { sampleOrder } from "../testing/orders.ts";
import { person, Player, workflowOf } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];

const order = sampleOrder({
  lines: ["CL-100", "CL-200", "CL-300"].map((sku, index) => ({
    id: String(index + 1),
    sku,
    family: sku,
    quantity: index + 1,
    unitPrice: { minorUnits: 10_000, currency: "CNY" },
    state: "open",
    gift: false,
  })),
});

/** Reserves each line, then tells the shop what came of it. */
function flow(
  each: Partial<NodeOf<"foreach">> = {},
  body: Nodes = {},
  join: Partial<NodeOf<"join">> = {},
): WorkflowDefinition {
  return workflowOf({
    start: { type: "start", ports: { next: "each" } },
    each: {
      type: "foreach",
      items: "=order.lines",
      as: "line",
      collect: "=vars.reserved.id",
      output: "vars.all",
      ports: { each: "reserve", error: "failed" },
      ...each,
    },
    reserve: {
      type: "action",
      action: { connector: "wms", name: "reserve" },
      input: { sku: "=line.sku" },
      output: "vars.reserved",
      compensate: {
        action: { connector: "wms", name: "release" },
        input: { sku: "=line.sku", id: "=vars.reserved.id" },
      },
      ports: { done: "join" },
    },
    join: { type: "join", of: "each", ...join, ports: { done: "end" } },
    end: { type: "end", outcome: "reserved" },
    failed: { type: "end", outcome: "failed" },
    ...body,
  });
}

const skus = (player: Player, action = "wms.reserve"): unknown[] =>
  player.calls(action).map((call) => call.input["sku"]);

/** Answers the call for one line. */
function reserved(player: Player, sku: string): Player {
  const call = player.calls("wms.reserve").findLast((one) => one.input["sku"] === sku);
  if (!call) throw new Error(`${sku} was not asked for`);
  const answer = { kind: "done", output: { id: `R-${sku}` } } as const;
  return player.send({ type: "effect.completed", effectKey: call.key, attempt: call.attempt, answer, tookMs: 1 });
}

function refused(player: Player, sku: string): Player {
  const call = player.calls("wms.reserve").findLast((one) => one.input["sku"] === sku);
  if (!call) throw new Error(`${sku} was not asked for`);
  const answer = { kind: "failed", message: "no stock", retryable: false } as const;
  return player.send({ type: "effect.completed", effectKey: call.key, attempt: call.attempt, answer, tookMs: 1 });
}

describe("a loop over the lines of an order", () => {
  test("goes line by line, and lists what came of each in the order of the lines", () => {
    const player = new Player(flow(), { order });
    expect(skus(player)).toEqual(["CL-100"]);
    reserved(player, "CL-100");
    expect(skus(player)).toEqual(["CL-100", "CL-200"]);
    reserved(reserved(player, "CL-200"), "CL-300").expectEnd("reserved");
    expect(player.state.vars).toEqual({ all: ["R-CL-100", "R-CL-200", "R-CL-300"] });
  });

  test("takes as many at once as it says, and lists them in the order of the lines whoever comes first", () => {
    const player = new Player(flow({ atOnce: 2 }), { order });
    expect(skus(player)).toEqual(["CL-100", "CL-200"]);
    reserved(player, "CL-200");
    expect(skus(player)).toEqual(["CL-100", "CL-200", "CL-300"]);
    reserved(reserved(player, "CL-300"), "CL-100").expectEnd("reserved");
    expect(player.state.vars["all"]).toEqual(["R-CL-100", "R-CL-200", "R-CL-300"]);
  });

  test("says of each event in which item it happened", () => {
    const player = reserved(new Player(flow({ atOnce: 2 }), { order }), "CL-200");
    expect(player.eventsOf("call.completed")).toMatchObject([{ data: { inItem: { item: 2, of: 3 } } }]);
    expect(player.eventsOf("foreach.opened")).toMatchObject([{ data: { items: 3, atOnce: 2 } }]);
    expect(player.eventsOf("foreach.item-ended")).toMatchObject([{ data: { item: 2, of: 3 } }]);
  });

  test("over nothing goes straight on with an empty list", () => {
    const player = new Player(flow({ items: "=[]" }));
    player.expectEnd("reserved");
    expect(player.state.vars).toEqual({ all: [] });
  });

  test("over more items than are allowed is an incident and does nothing", () => {
    const player = new Player(flow({ maxItems: 2 }), { order });
    expect(player.incidents()).toEqual(["items-exceeded"]);
    expect(player.effects).toEqual([]);
  });

  test.each([
    ["=order.lines[1].sku", "expression-failed"],
    ["=order.nothing", "expression-null"],
  ])("over %s is the incident %s", (items, incident) => {
    expect(new Player(flow({ items }), { order }).incidents()).toEqual([incident]);
  });

  test("where any line is enough the others are withdrawn", () => {
    const player = reserved(new Player(flow({ atOnce: 3 }, {}, { when: "any" }), { order }), "CL-200");
    expect(player.state.vars["all"]).toEqual(["R-CL-200"]);
    expect(player.eventsOf("foreach.ended")).toMatchObject([{ data: { withdrawn: ["reserve", "reserve"] } }]);
  });

  test("a thousand items with four steps each walk in one go", () => {
    const step = (next: string): Nodes[string] => ({ type: "assign", set: { "vars.n": "=line" }, ports: { next } });
    const body = { one: step("two"), two: step("three"), three: step("four"), four: step("join") };
    const definition = flow({ items: "=for i in 1..1000 return i", collect: "=vars.n", ports: { each: "one" } }, body);
    const player = new Player(definition);
    player.expectEnd("reserved");
    expect(player.state.vars["all"]).toHaveLength(1000);
    expect(player.state.vars["all"]).toMatchObject({ 0: 1, 999: 1000 });
  });

  test("loops in a loop see the items of both", () => {
    const body: Nodes = {
      inner: {
        type: "foreach",
        items: "=[10, 20]",
        as: "times",
        output: "vars.products",
        collect: "=vars.p",
        ports: { each: "set" },
      },
      set: { type: "assign", set: { "vars.p": "=line * times" }, ports: { next: "inner-join" } },
      "inner-join": { type: "join", of: "inner", ports: { done: "join" } },
    };
    const player = new Player(flow({ items: "=[1, 2]", collect: "=vars.products", ports: { each: "inner" } }, body));
    player.expectEnd("reserved");
    expect(player.state.vars).toEqual({
      all: [
        [10, 20],
        [20, 40],
      ],
    });
  });
});

describe("when an item of a loop fails", () => {
  test("a person looks at it while the others go on, and tries that one again", () => {
    const player = refused(new Player(flow({ atOnce: 3 }), { order }), "CL-200");
    reserved(reserved(player, "CL-100"), "CL-300");
    expect(player.incidents()).toEqual(["call-failed"]);
    expect(player.eventsOf("incident.raised")).toMatchObject([{ data: { inItem: { item: 2, of: 3 } } }]);
    reserved(player.remedy("retry"), "CL-200").expectEnd("reserved");
    expect(player.state.vars["all"]).toEqual(["R-CL-100", "R-CL-200", "R-CL-300"]);
  });

  test("`leave-out` notes the fault in its place and the others go on", () => {
    const player = refused(new Player(flow({ atOnce: 3, onFault: "leave-out" }), { order }), "CL-200");
    reserved(reserved(player, "CL-100"), "CL-300").expectEnd("reserved");
    expect(player.state.vars["all"]).toEqual(["R-CL-100", { fault: "call-failed" }, "R-CL-300"]);
    expect(player.eventsOf("foreach.ended")).toMatchObject([{ data: { items: 3, failed: 1 } }]);
  });

  test("`leave-out` undoes what that item had done, and nothing of the others", () => {
    const pay: Nodes = {
      reserve: { ...(flow().nodes["reserve"] as NodeOf<"action">), ports: { done: "pay" } },
      pay: {
        type: "action",
        action: { connector: "wms", name: "pay" },
        input: { sku: "=line.sku" },
        ports: { done: "join" },
      },
    };
    const player = new Player(flow({ atOnce: 3, onFault: "leave-out" }, pay), { order });
    reserved(reserved(reserved(player, "CL-100"), "CL-200"), "CL-300");
    const call = player.calls("wms.pay").find((one) => one.input["sku"] === "CL-200");
    player.send({
      type: "effect.completed",
      effectKey: call?.key ?? "",
      answer: { kind: "failed", message: "no", retryable: false },
      tookMs: 1,
    });
    expect(player.calls("wms.release").map((one) => one.input)).toEqual([{ sku: "CL-200", id: "R-CL-200" }]);
  });

  test("`stop` withdraws the others, undoes all in reverse order of completion, and only then leaves by `error`", () => {
    const player = new Player(flow({ atOnce: 3, onFault: "stop" }), { order });
    refused(reserved(reserved(player, "CL-300"), "CL-100"), "CL-200");
    expect(player.open).toEqual(["each: undo", "reserve: call"]);
    expect(skus(player, "wms.release")).toEqual(["CL-100"]);
    player.done("wms.release");
    expect(skus(player, "wms.release")).toEqual(["CL-100", "CL-300"]);
    expect(player.state.phase).toBe("running");
    player.done("wms.release").expectEnd("failed");
  });

  test("`stop` waits for what became of a call that was out, and undoes it when it was made", () => {
    const player = refused(new Player(flow({ atOnce: 2, onFault: "stop" }), { order }), "CL-200");
    expect(player.open).toEqual(["each: undo", "reserve: call"]);
    reserved(player, "CL-100");
    expect(player.calls("wms.release").map((one) => one.input)).toEqual([{ sku: "CL-100", id: "R-CL-100" }]);
    player.done("wms.release").expectEnd("failed");
  });

  test("a failed undoing is an incident of its own and stops the rest", () => {
    const player = refused(reserved(new Player(flow({ atOnce: 3, onFault: "stop" }), { order }), "CL-100"), "CL-200");
    const other = player.calls("wms.reserve").find((one) => one.input["sku"] === "CL-300");
    player.send({
      type: "effect.completed",
      effectKey: other?.key ?? "",
      answer: { kind: "failed", message: "no", retryable: false },
      tookMs: 1,
    });
    player.fail("wms.release");
    expect(player.incidents()).toEqual(["compensation-failed"]);
    player.remedy("retry").done("wms.release").expectEnd("failed");
  });
});

describe("a loop among the rest", () => {
  test("a cancel undoes what all its items have done", () => {
    const player = reserved(reserved(new Player(flow({ atOnce: 2 }), { order }), "CL-100"), "CL-200").cancel();
    const out = player.calls("wms.reserve").find((one) => one.input["sku"] === "CL-300");
    player.send({
      type: "effect.completed",
      effectKey: out?.key ?? "",
      answer: { kind: "failed", message: "no", retryable: false },
      tookMs: 1,
    });
    player.done("wms.release").done("wms.release").expectEnd("cancelled", "cancelled");
    expect(skus(player, "wms.release")).toEqual(["CL-200", "CL-100"]);
  });

  test("each line has a task of its own, decided by itself", () => {
    const body: Nodes = {
      ask: {
        type: "task",
        group: "ops",
        show: { sku: "=line.sku" },
        outcomes: [{ id: "ok" }],
        output: "vars.said",
        ports: { ok: "join" },
      },
    };
    const player = new Player(flow({ atOnce: 3, collect: "=vars.said.outcome", ports: { each: "ask" } }, body), {
      order,
    });
    const wu = person("wu", "ops");
    player.decide("ok", wu).decide("ok", wu).decide("ok", wu).expectEnd("reserved");
    expect(player.state.vars["all"]).toEqual(["ok", "ok", "ok"]);
  });

  test("two branches of an item write side by side, and the item keeps both", () => {
    const body: Nodes = {
      both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "left", b: "right" } },
      left: { type: "assign", set: { "vars.left": "=line.sku" }, ports: { next: "met" } },
      right: { type: "assign", set: { "vars.right": "=line.quantity" }, ports: { next: "met" } },
      met: { type: "join", of: "both", ports: { done: "join" } },
    };
    const { collect: _, ...each } = flow().nodes["each"] as NodeOf<"foreach">;
    const player = new Player(flow({}, { ...body, each: { ...each, ports: { each: "both" } } }), { order });
    player.expectEnd("reserved");
    expect(player.state.vars["all"]).toMatchObject([{ left: "CL-100", right: 1 }, { right: 2 }, { right: 3 }]);
  });

  test("its history replays to the byte", () => {
    const player = refused(reserved(new Player(flow({ atOnce: 3, onFault: "stop" }), { order }), "CL-300"), "CL-200");
    expect(JSON.stringify(replay(player.workflow, player.history))).toBe(JSON.stringify(player.state));
  });
});
