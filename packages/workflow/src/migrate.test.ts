import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { planMigration } from "./migrate.ts";
import { person, Player, workflowOf } from "./testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
const flow = (change: Nodes = {}): WorkflowDefinition =>
  workflowOf({
    start: { type: "start", ports: { next: "pay" } },
    pay: { type: "action", action: { connector: "shop", name: "pay" }, ports: { done: "both" } },
    both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "ask", b: "wait" } },
    ask: { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "join" } },
    wait: { type: "wait", until: { event: "order.packed" }, ports: { done: "join" } },
    join: { type: "join", of: "both", ports: { done: "end" } },
    end: { type: "end", outcome: "done" },
    ...change,
  });

const standing = (): Player => new Player(flow()).done("shop.pay");
const problemsWith = (to: Nodes, mapping: Record<string, string> = {}, player = standing()): string[] =>
  planMigration(player.state, { from: flow(), to: flow(to), mapping }).problems.map(
    ({ node, why }) => `${node}: ${why.en}`,
  );
const task = flow().nodes["ask"] as Extract<Nodes[string], { type: "task" }>;

describe("whether an instance can go on by another version", () => {
  test("the same is possible", () => expect(problemsWith({})).toEqual([]));
  test.each<[string, Nodes, string[]]>([
    [
      "another kind of node",
      { ask: { type: "wait", for: "PT1H", ports: { done: "join" } } },
      ["ask: it is another kind of node there"],
    ],
    [
      "an outcome less",
      { ask: { ...task, outcomes: [{ id: "yes" }], ports: { yes: "join" } } },
      ["ask: an outcome is missing there"],
    ],
    [
      "another event",
      { wait: { type: "wait", until: { event: "order.sent" }, ports: { done: "join" } } },
      ["wait: it waits for something else there"],
    ],
    [
      "out of the region",
      {
        both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "join", b: "wait" } },
        join: { type: "join", of: "both", ports: { done: "ask" } },
        ask: { ...task, ports: { ok: "end" } },
      },
      ["ask: it lies in other parallels or loops there"],
    ],
    [
      "another branch",
      { both: { type: "parallel", branches: [{ id: "a" }, { id: "c" }], ports: { a: "ask", c: "wait" } } },
      ["both: an outcome is missing there"],
    ],
  ])("not with %s", (_what, to, problems) => expect(problemsWith(to)).toEqual(problems));

  test("a call that is out must be the same call; one that is over may be gone", () => {
    const other: Nodes = {
      pay: { type: "action", action: { connector: "shop", name: "bill" }, ports: { done: "both" } },
    };
    expect(problemsWith(other, {}, new Player(flow()))).toEqual(["pay: it calls another action there"]);
    expect(problemsWith(other)).toEqual([]);
  });

  test("it goes on under the other version's names", () => {
    const player = standing();
    const { ask, ...rest } = flow().nodes;
    const to = workflowOf({
      ...rest,
      review: ask ?? task,
      both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "review", b: "wait" } },
    });
    const { nodes, problems } = planMigration(player.state, { from: flow(), to, mapping: { ask: "review" } });
    expect(problems).toEqual([]);
    player.send({ type: "migrate", version: 2, catalogueRevision: 7, nodes, actor: person("chief") });
    expect(player.open).toEqual(["both: branches", "review: task", "wait: event"]);
    expect(player.state).toMatchObject({ version: 2, catalogueRevision: 7, vars: {} });
  });
});
