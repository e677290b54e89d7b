import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { type Death, mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

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

const FIRST = "OL-20261111-000001";

/** Each line is reserved, then the courier refuses, and everything is taken back. */
const reserveEachAndUndo = workflow("reserve-each", {
  start: start("each"),
  each: {
    type: "foreach",
    items: "=order.lines",
    as: "line",
    atOnce: 2,
    collect: "=vars.reservation.id",
    output: "vars.reservations",
    ports: { each: "reserve" },
  },
  reserve: {
    type: "action",
    action: { connector: "wms", name: "reserve-stock" },
    input: { sku: "=line.sku" },
    output: "vars.reservation",
    compensate: { action: { connector: "wms", name: "release-stock" }, input: { sku: "=line.sku" } },
    ports: { done: "join" },
  },
  join: { type: "join", of: "each", ports: { done: "book" } },
  book: {
    type: "action",
    action: { connector: "courier", name: "book" },
    input: { reservations: "=vars.reservations" },
    ports: { done: "end", error: "undone" },
  },
  undone: end("undone", true),
  end: end(),
});

/** Recognises a call by its key, as the idempotency key asks for. */
function warehouse() {
  const reserved = new Map<string, unknown>();
  const released = new Set<unknown>();
  const connectors = new ScriptedConnectors({
    "wms.reserve-stock": {
      answer: ({ effectKey, input }) => {
        reserved.set(effectKey, input["sku"]);
        return done({ id: input["sku"] ?? null });
      },
    },
    "wms.release-stock": {
      answer: ({ input }) => {
        released.add(input["sku"]);
        return done();
      },
    },
    "courier.book": { answer: () => ({ kind: "failed", message: "no van", retryable: false }) },
  });
  return { reserved, released, connectors };
}

const deaths = [2, 3, 4, 5, 6, 7, 8].flatMap((atCommit) =>
  (["before", "after"] as const).map((when): Death => ({ atCommit, when })),
);

describe("a process that dies while it undoes what a loop has done", () => {
  it.each(deaths)(
    "$when its commit $atCommit: it goes on undoing, and never makes a call whose undoing began",
    async (death) => {
      const first = await openTestHost({ folder });
      await publishAs(first.store, 1, reserveEachAndUndo);
      await routeTo(first.store, reserveEachAndUndo.id);
      await first.kill();
      const { reserved, released, connectors } = warehouse();
      const dying = await openTestHost({
        folder,
        connectors,
        wrap: (store) => mortalStore(store, death, () => undefined),
      });
      await dying.host.accept(sampleOrder(1), channelActor).catch(() => undefined);
      await dying.rest();
      await dying.kill();

      open = await openTestHost({ folder, connectors });
      // Whoever got no answer sends again; to who did it is a duplicate.
      await open.host.accept(sampleOrder(1), channelActor);
      await open.forward(600_000);
      expect(await open.host.row(FIRST)).toMatchObject({ status: "cancelled" });
      expect([...reserved.values()].sort()).toEqual(["CL-100", "SR-20"]);
      expect([...released].sort()).toEqual(["CL-100", "SR-20"]);
      const told = connectors.told.map(({ action, effectKey }) => `${action} ${effectKey}`);
      for (const key of reserved.keys()) {
        const undone = told.indexOf(`wms.release-stock ${key}/undo`);
        expect(told.lastIndexOf(`wms.reserve-stock ${key}`)).toBeLessThan(undone);
      }
    },
  );

  it("whose undoing failed for good: nothing more is undone until a person has it tried again", async () => {
    const first = await openTestHost({ folder });
    await publishAs(first.store, 1, reserveEachAndUndo);
    await routeTo(first.store, reserveEachAndUndo.id);
    await first.kill();
    let isBroken = true;
    const released: unknown[] = [];
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": { answer: ({ input }) => done({ id: input["sku"] ?? null }) },
      "wms.release-stock": {
        answer: ({ input }) => {
          if (isBroken) return { kind: "failed", message: "closed", retryable: false };
          released.push(input["sku"]);
          return done();
        },
      },
      "courier.book": { answer: () => ({ kind: "failed", message: "no van", retryable: false }) },
    });
    const dying = await openTestHost({ folder, connectors });
    await dying.host.accept(sampleOrder(1), channelActor);
    await dying.rest();
    await dying.kill();
    open = await openTestHost({ folder, connectors });
    await open.forward(600_000);
    const row = await open.host.row(FIRST);
    expect(row).toMatchObject({ status: "incident" });
    expect(connectors.count("wms.release-stock")).toBe(1);
    isBroken = false;
    const [instance] = (await open.host.order(FIRST))?.instances ?? [];
    const incident = instance?.state.activations.find(({ wait }) => wait.for === "person");
    await open.host.remedy(
      instance?.state.instanceId ?? "",
      { activation: incident?.id ?? 0, remedy: "retry" },
      { kind: "person", id: "lin", name: "Lin", groups: ["operations"] },
    );
    await open.forward(600_000);
    expect(await open.host.row(FIRST)).toMatchObject({ status: "cancelled" });
    expect(released.toSorted()).toEqual(["CL-100", "SR-20"]);
  });
});
