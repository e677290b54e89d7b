import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { compileWorkflow, replay, type InstanceMessage } from "@orderloom/workflow";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import { StoreUnavailableError } from "../ports/store-errors.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readTurn } from "./aggregate-text.ts";
import { createEffective } from "./effective.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, reserveAndReview, start, workflow } from "./testing/sample-workflows.ts";
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

const scope = { organisationId: "main" };
const FIRST = "OL-20261111-000001";
const wms = () =>
  new ScriptedConnectors({
    "wms.reserve-stock": { answer: () => done({ id: "R-1" }) },
    "wms.release-stock": { answer: () => done() },
  });

async function prepare(...definitions: Parameters<typeof publishAs>[2][]): Promise<void> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, ...definitions);
  await routeTo(first.store, ...definitions.map(({ id }) => id));
  await first.kill();
}

/** Changes the file behind the host's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(folder, "orderloom.db"));
  database.exec(sql);
  database.close();
}

describe("a damaged document", () => {
  it("stops its own instance and nobody else's, at the start and at every timer", async () => {
    await prepare(
      workflow("wait-an-hour", {
        start: start("wait"),
        wait: { type: "wait", for: "PT1H", ports: { done: "reserve" } },
        reserve: reserve("end"),
        end: end(),
      }),
    );
    const before = await openTestHost({ folder });
    await Promise.all([1, 2, 3].map((number) => before.host.accept(sampleOrder(number), channelActor)));
    await before.rest();
    await before.kill();
    tamper(`UPDATE instances SET document = '{"state":', pending = 1 WHERE id LIKE '%000002%'`);
    open = await openTestHost({ folder, connectors: wms() });
    await open.forward(3_600_000);
    const statuses = await Promise.all(
      [1, 2, 3].map(async (number) => (await open?.host.row(`OL-20261111-00000${number}`))?.status),
    );
    expect(statuses).toEqual(["done", "waiting", "done"]);
    await expect(open.host.cancel("OL-20261111-000002/wait-an-hour", undefined, person("li-na"))).rejects.toThrow();
  });

  it("of a newer release is left as it is", async () => {
    await prepare(reserveAndReview());
    const before = await openTestHost({ folder, connectors: wms() });
    await before.host.accept(sampleOrder(1), channelActor);
    await before.rest();
    await before.kill();
    tamper(
      `UPDATE instances SET document = replace(document, '"stateVersion":1', '"stateVersion":99'); UPDATE meta SET value = '' WHERE key = 'journal'`,
    );
    open = await openTestHost({ folder, connectors: wms() });
    await expect(open.host.cancel(`${FIRST}/reserve-and-review`, undefined, person("li-na"))).rejects.toThrow(
      /state-newer/,
    );
  });
});

describe("a store that does not come back to a write", () => {
  it("is waited for by those in it; others are told, and nothing is lost", async () => {
    await prepare(workflow("straight", { start: start("end"), end: end() }));
    const gate = Promise.withResolvers<undefined>();
    let isAway = false;
    const away = (store: HostStore): HostStore => ({
      ...store,
      commit: async (of, writes) => {
        if (isAway) await gate.promise;
        return store.commit(of, writes);
      },
    });
    open = await openTestHost({ folder, wrap: away });
    isAway = true;
    const first = open.host.accept(sampleOrder(1), channelActor);
    await new Promise((turn) => setImmediate(() => setImmediate(turn)));
    // One that waits, and one that comes later.
    await expect(open.host.accept(sampleOrder(2), channelActor)).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(open.host.accept(sampleOrder(3), channelActor)).rejects.toBeInstanceOf(StoreUnavailableError);
    gate.resolve(undefined);
    expect(await first).toMatchObject({ kind: "accepted", orderId: FIRST });
    expect(await open.host.accept(sampleOrder(2), channelActor)).toMatchObject({ kind: "accepted" });
  });
});

describe("a store that is away when a call is answered", () => {
  it("does not have a call made twice that may be made once", async () => {
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": { idempotency: "never-retry", answer: () => done({ id: "R-1" }) },
    });
    await prepare(workflow("once", { start: start("reserve"), reserve: reserve("end"), end: end() }));
    let refusals = 0;
    const away = (store: HostStore): HostStore => ({
      ...store,
      commit: (of, writes) => {
        if (connectors.count("wms.reserve-stock") === 0 || refusals === 3) return store.commit(of, writes);
        refusals += 1;
        return Promise.reject(new StoreUnavailableError("away"));
      },
    });
    open = await openTestHost({ folder, connectors, wrap: away });
    await open.host.accept(sampleOrder(1), channelActor);
    await open.forward(10_000);
    expect((await open.host.row(FIRST))?.status).toBe("done");
    expect([refusals, connectors.count("wms.reserve-stock")]).toEqual([3, 1]);
  });
});

describe("a host whose data was taken over (S29)", () => {
  it("writes nothing more, says so, and takes nothing on", async () => {
    await prepare(reserveAndReview());
    let told = "";
    open = await openTestHost({ folder, connectors: wms(), fenced: ({ code }) => (told = code) });
    tamper("UPDATE meta SET value = value + 1 WHERE key = 'epoch'");
    await expect(open.host.accept(sampleOrder(1), channelActor)).rejects.toMatchObject({ code: "data-taken-over" });
    expect(told).toBe("data-taken-over");
    await expect(open.host.accept(sampleOrder(2), channelActor)).rejects.toMatchObject({ code: "shutting-down" });
  });
});

describe("a history (S26)", () => {
  it("played again gives the very state that the instance has", async () => {
    const tagging = workflow("tag-reserve-review", {
      ...reserveAndReview().nodes,
      start: start("tag"),
      tag: { type: "amend", tags: { add: ["checked"] }, ports: { next: "reserve" } },
    });
    await prepare(tagging);
    open = await openTestHost({ folder, connectors: wms() });
    const { host, store, clock } = open;
    await host.accept(sampleOrder(1), channelActor);
    await open.rest();
    clock.jump(5000);
    await host.orderEvent(FIRST, { type: "order.line-cancelled", data: { lineId: "2" } }, channelActor);
    await open.rest();
    const task = (await host.row(FIRST))?.open?.taskId ?? "";
    clock.jump(5000);
    await host.decide(task, { outcome: "reject", reason: "too dear" }, person("li-na", "supervisor"));
    await open.rest();

    const rows = await store.historyOf(scope, FIRST);
    const [stored] = await store.load(scope, "order", [FIRST]);
    const effective = createEffective("");
    const document = JSON.parse(stored?.document ?? "") as Parameters<typeof effective.restored>[0];
    const orderAt = (revision: number) =>
      effective.restored({ ...document, amendments: document.amendments.slice(0, revision - 1) }, stored?.body ?? "");
    const entries = rows
      .filter(({ kind }) => kind === "instance")
      .flatMap((row) => readTurn(row.turn).steps)
      .map(({ at, input, reads }) => ({
        // What an instance was told is a message of the interpreter.
        message: input as InstanceMessage,
        now: at,
        reads: reads?.orderRevision === undefined ? {} : { order: orderAt(reads.orderRevision) },
      }));
    const compiled = compileWorkflow(tagging, {
      version: 1,
      decision: () => undefined,
      action: ({ name }) => wms().manifest("wms", name),
    });
    const state = (await host.instance(`${FIRST}/tag-reserve-review`))?.state;
    expect(state?.phase).toBe("ended");
    expect(JSON.parse(JSON.stringify(replay(compiled, entries)))).toEqual(state);
  });
});
