import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, reserveOnly, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

/*
 * S39: a chain of events that lead to events is cut at 16. What a person decides, a timer or the world outside begins a new one.
 */

const FIRST = "OL-20261111-000001";
/** Said once for each link, and once more before it is cut. */
const CUT_AFTER = 17;

let folder: string;
let remove: () => void;
let open: TestHost;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

async function shop(...definitions: readonly WorkflowDefinition[]): Promise<void> {
  const connectors = new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done({ id: "R" }) } });
  open = await openTestHost({ folder });
  await publishAs(open.store, 1, ...definitions);
  await routeTo(open.store, ...definitions.filter(({ role }) => role === "main").map(({ id }) => id));
  await open.kill();
  open = await openTestHost({ folder, connectors });
  await open.host.accept(sampleOrder(1), channelActor);
  await open.rest();
}
async function happened(type: string): Promise<number> {
  return (await open.host.history(FIRST)).filter((event) => event.type === type).length;
}
const outside = async (type: string): Promise<void> => {
  await open.host.orderEvent(FIRST, { type }, channelActor);
  await open.rest();
};

/** Says something whenever it hears something; `way` leads from hearing to saying. */
function echo(
  id: string,
  {
    says,
    hears,
    role,
    way = {},
    first = "say",
  }: {
    readonly says: string;
    readonly hears: string;
    readonly role: "main" | "side";
    readonly way?: WorkflowDefinition["nodes"];
    readonly first?: string;
  },
): WorkflowDefinition {
  const nodes: WorkflowDefinition["nodes"] = {
    start: start("wait"),
    wait: { type: "wait", for: "P1D", ports: { done: "end" } },
    say: { type: "emit", event: says, ports: { next: "said" } },
    said: { type: "end", outcome: "said", ends: "handler" },
    end: end(),
    ...way,
  };
  return workflow(id, nodes, { role, on: [{ id: "heard", event: hears, ports: { next: first } }] });
}
const ping = { says: "ping.said", hears: "pong.said", role: "main" } as const;
const pong = { says: "pong.said", hears: "ping.said", role: "side" } as const;

it("reaches the workflows of an order by the events they emit to each other, and a chain without end is cut", async () => {
  await shop(echo("ping", ping), echo("pong", pong));
  await outside("pong.said");
  expect([await happened("event.emitted"), await happened("incident.raised")]).toEqual([CUT_AFTER, 1]);
});

it("the next event from outside begins a chain of its own, as long as the first", async () => {
  await shop(echo("ping", ping), echo("pong", pong));
  await outside("pong.said");
  await outside("pong.said");
  expect([await happened("event.emitted"), await happened("incident.raised")]).toEqual([2 * CUT_AFTER, 2]);
});

it.each([
  ["a call", { reserve: { ...reserve("say"), compensate: undefined } }],
  ["a subworkflow", { reserve: { type: "subworkflow", workflow: "part", ports: { done: "say" } } }],
])("%s on the way breaks no chain: its answer carries it on", async (_what, way) => {
  const nodes = JSON.parse(JSON.stringify(way)) as WorkflowDefinition["nodes"];
  const part = { ...reserveOnly("part"), role: "part" } as const;
  await shop(echo("ping", { ...ping, way: nodes, first: "reserve" }), echo("pong", pong), part);
  await outside("pong.said");
  expect([await happened("event.emitted"), await happened("incident.raised")]).toEqual([CUT_AFTER, 1]);
});

it("what a person decides begins a new one: an order that is asked about twenty times is not cut", async () => {
  const asks = workflow("asks", {
    start: start("say"),
    say: { type: "emit", event: "order.asked", ports: { next: "review" } },
    review: { ...review("say"), ports: { approve: "say", reject: "rejected" } },
    rejected: end("rejected"),
  });
  const hears = echo("hears", { says: "hears.said", hears: "order.asked", role: "side" });
  await shop(asks, hears);
  for (let round = 0; round < 20; round += 1) {
    const tasks = await open.host.instance(`${FIRST}/asks`);
    const taskId = tasks?.open[0]?.taskId ?? "";
    await open.host.decide(taskId, { outcome: "approve" }, person("chen", "supervisor"));
    await open.rest();
  }
  expect([await happened("event.emitted"), await happened("incident.raised")]).toEqual([42, 0]);
});
