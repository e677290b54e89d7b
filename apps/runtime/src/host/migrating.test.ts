import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

let folder: string;
let remove: () => void;
let open: TestHost | undefined;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await open?.host.stop();
  open = undefined;
  remove();
});

const chief = person("chief", "supervisor");
const ID = "reserve-and-review";
const before = workflow(ID, {
  start: start("reserve"),
  reserve: reserve("review"),
  review: review("end"),
  rejected: end("rejected", true),
  end: end(),
});
/** The review goes by another name, and what is approved is told. */
const after: WorkflowDefinition = workflow(ID, {
  start: start("reserve"),
  reserve: reserve("check"),
  check: review("tell"),
  tell: { type: "action", action: { connector: "message", name: "send" }, ports: { done: "end" } },
  rejected: end("rejected", true),
  end: end("told"),
});

const world = () =>
  new ScriptedConnectors({
    "wms.reserve-stock": { answer: () => done({ id: "R-1" }) },
    "wms.release-stock": { answer: () => done() },
    "message.send": { answer: () => done() },
  });

/** So many orders that wait for a review by version 1, version 2 being there. */
async function waiting(orders: number, connectors: ScriptedConnectors): Promise<void> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, before);
  await routeTo(first.store, ID);
  await first.kill();
  const host = await openTestHost({ folder, connectors });
  for (let number = 1; number <= orders; number += 1) await host.host.accept(sampleOrder(number), channelActor);
  await host.rest();
  await publishAs(host.store, 2, after);
  await host.kill();
}

const idOf = (number: number) => `OL-20261111-${String(number).padStart(6, "0")}`;
const request = { from: 1, to: 2, mapping: { review: "check" }, reason: "new way" };
const stateOf = async ({ host }: TestHost, number: number) =>
  (await host.order(idOf(number)))?.instances.find(({ state }) => state.workflow === ID)?.state;

describe("moving running instances to another version (H6)", () => {
  it("is told beforehand by node, moves each once, and the next step is that version's", async () => {
    const connectors = world();
    await waiting(3, connectors);
    open = await openTestHost({ folder, connectors });
    expect(await open.host.previewMigration(ID, request)).toMatchObject({
      nodes: [{ node: "review", to: "check", count: 3 }],
      possible: 3,
      impossible: [],
    });
    expect(await open.host.migrate(ID, request, chief)).toMatchObject({ kind: "moved", moved: 3, left: 0 });
    expect(await open.host.migrate(ID, request, chief)).toMatchObject({ kind: "moved", moved: 0, left: 0 });
    const state = await stateOf(open, 1);
    expect(state).toMatchObject({ version: 2, activations: [{ nodeId: "check" }] });
    const history = await open.host.history(idOf(1));
    expect(history.filter(({ type }) => type === "instance.migrated")).toMatchObject([
      { actor: { id: "chief" }, data: { from: 1, to: 2, nodes: { review: "check" }, reason: "new way" } },
    ]);
    const task = state?.activations[0]?.wait;
    await open.host.decide(task?.for === "task" ? task.task.id : "", { outcome: "approve" }, chief);
    await open.rest();
    expect(await stateOf(open, 1)).toMatchObject({ outcome: "told" });
    expect(connectors.count("message.send")).toBe(1);
    expect(connectors.count("wms.reserve-stock")).toBe(3);
  });

  it("names what cannot be moved, and leaves it as it is", async () => {
    await waiting(1, world());
    open = await openTestHost({ folder, connectors: world() });
    const unmapped = { from: 1, to: 2, mapping: {} };
    expect(await open.host.previewMigration(ID, unmapped)).toMatchObject({
      possible: 0,
      impossibleCount: 1,
      impossible: [{ instance: `${idOf(1)}/${ID}`, node: "review" }],
    });
    expect(await open.host.migrate(ID, unmapped, chief)).toMatchObject({ moved: 0, left: 1 });
    expect(await stateOf(open, 1)).toMatchObject({ version: 1 });
    expect(await open.host.migrate(ID, { ...unmapped, to: 9 }, chief)).toMatchObject({ code: "version-not-found" });
  });

  it("goes on at the next start when it died in the middle", async () => {
    const connectors = world();
    await waiting(4, connectors);
    const dying = await openTestHost({
      folder,
      connectors,
      wrap: (store) => mortalStore(store, { atCommit: 1, when: "before" }, () => undefined),
    });
    void dying.host.migrate(ID, request, chief).catch(() => undefined);
    await dying.rest().catch(() => undefined);
    await dying.kill();
    open = await openTestHost({ folder, connectors });
    await open.rest();
    for (const number of [1, 2, 3, 4]) expect(await stateOf(open, number)).toMatchObject({ version: 2 });
    expect(await open.host.migrate(ID, request, chief)).toMatchObject({ moved: 0, left: 0 });
  });
});
