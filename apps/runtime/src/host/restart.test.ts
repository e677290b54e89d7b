import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SecondOwnerError } from "../ports/store-errors.ts";
import { TornBatch } from "../stores/torn.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { type Death, mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, reserveAndReview, reserveOnly, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, NOON, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

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

async function prepare(...definitions: Parameters<typeof publishAs>[2][]): Promise<void> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, ...definitions);
  await routeTo(first.store, ...definitions.map(({ id }) => id));
  await first.kill();
}

/** A warehouse that recognises a call by its key, as the idempotency key asks for. */
function warehouse() {
  const reservations = new Map<string, string>();
  const connectors = new ScriptedConnectors({
    "wms.reserve-stock": {
      answer: ({ effectKey, input }) => {
        reservations.set(effectKey, JSON.stringify(input["orderId"]));
        return done({ id: effectKey });
      },
    },
    "wms.release-stock": { answer: () => done() },
  });
  return { reservations, connectors };
}

/** Notes and then amends: several aggregates, several turns, an amendment in between. */
const tagAndReserve = () =>
  workflow("tag-and-reserve", {
    start: start("tag"),
    tag: { type: "amend", tags: { add: ["checked"] }, ports: { next: "reserve" } },
    reserve: reserve("end"),
    end: end(),
  });

describe("a process that dies", () => {
  const deaths = [1, 2, 3, 4].flatMap((atCommit) =>
    (["before", "after"] as const).map((when): Death => ({ atCommit, when })),
  );

  it.each(deaths)("$when its commit $atCommit: every order sent is done, each reserved once", async (death) => {
    await prepare(tagAndReserve());
    const { reservations, connectors } = warehouse();
    let isDead = false;
    const dying = await openTestHost({
      folder,
      connectors,
      wrap: (store) => mortalStore(store, death, () => (isDead = true)),
    });
    const sent = [1, 2, 3].map((number) => sampleOrder(number));
    const answers = await Promise.allSettled(sent.map((order) => dying.host.accept(order, channelActor)));
    await dying.rest();
    await dying.kill();
    expect(isDead).toBe(true);

    open = await openTestHost({ folder, connectors });
    // Whoever got no answer sends again.
    for (const [index, answer] of answers.entries()) {
      const order = sent[index];
      if (answer.status === "rejected" && order) await open.host.accept(order, channelActor);
    }
    await open.rest();
    await open.forward(2000);
    const rows = await open.host.orders({}, { limit: 10 });
    expect("items" in rows ? rows.items.map(({ status }) => status) : []).toEqual(["done", "done", "done"]);
    expect([...reservations.values()].sort()).toEqual([...new Set(reservations.values())].sort());
    expect(reservations.size).toBe(3);
    for (const row of "items" in rows ? rows.items : []) {
      const record = await open.host.order(row.id);
      expect(record?.order).toMatchObject({ tags: ["checked"], revision: 2 });
    }
  });

  it.each(Array.from({ length: 25 }, (_, seed) => seed + 1))(
    "in a batch that tears (seed %i): the same holds",
    async (seed) => {
      await prepare(tagAndReserve());
      const { reservations, connectors } = warehouse();
      const sent = [1, 2, 3, 4].map((number) => sampleOrder(number));
      let random = seed;
      const next = () => {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        return random / 4_294_967_296;
      };
      for (let lives = 0; lives < 6; lives++) {
        const torn = {
          chance: 0.3,
          random: next,
          die: () => {
            throw new TornBatch();
          },
        };
        const dying = await openTestHost({ folder, connectors, store: { torn }, wrap: tornIsDeath }).catch(
          () => undefined,
        );
        if (!dying) continue;
        await Promise.allSettled(sent.map((order) => dying.host.accept(order, channelActor)));
        await dying.rest();
        await dying.kill();
      }
      open = await openTestHost({ folder, connectors });
      const { host } = open;
      await Promise.all(sent.map((order) => host.accept(order, channelActor)));
      await open.rest();
      await open.forward(2000);
      const rows = await open.host.orders({}, { limit: 10 });
      expect("items" in rows ? rows.items.map(({ status }) => status) : []).toEqual(["done", "done", "done", "done"]);
      expect([...reservations.values()].sort()).toEqual([...new Set(reservations.values())].sort());
      for (const row of "items" in rows ? rows.items : []) {
        const types = (await open.host.history(row.id)).map(({ type }) => type);
        expect(types.filter((type) => type === "order.amended")).toHaveLength(1);
        expect(types.filter((type) => type === "call.completed")).toHaveLength(1);
        expect(types.filter((type) => type === "instance.ended")).toHaveLength(1);
      }
    },
  );

  it("owned its data: a second process is refused while it lives", async () => {
    await prepare(reserveOnly());
    open = await openTestHost({ folder });
    await expect(openTestHost({ folder })).rejects.toBeInstanceOf(SecondOwnerError);
  });
});

/** After a torn batch nothing of this process is heard of any more. */
function tornIsDeath(store: TestHost["store"]): TestHost["store"] {
  let isDead = false;
  return {
    ...store,
    commit: async (scope, writes) => {
      if (isDead) throw new Error("the process has died");
      try {
        return await store.commit(scope, writes);
      } catch (error) {
        isDead = true;
        throw error;
      }
    },
  };
}

describe("a call that was under way when the process died (S28)", () => {
  const never = { signal: new AbortController().signal };
  const hanging = () => new Promise<never>(() => never.signal);

  async function dieInCall(script: ConstructorParameters<typeof ScriptedConnectors>[0]): Promise<ScriptedConnectors> {
    await prepare(reserveOnly());
    const before = new ScriptedConnectors(
      Object.fromEntries(Object.entries(script).map(([name, action]) => [name, { ...action, answer: hanging }])),
    );
    const dying = await openTestHost({ folder, connectors: before });
    await dying.host.accept(sampleOrder(1), channelActor);
    await expect.poll(() => before.count("wms.reserve-stock")).toBe(1);
    await dying.kill();
    const after = new ScriptedConnectors(script);
    open = await openTestHost({ folder, connectors: after });
    await open.rest();
    return after;
  }

  it("is sent again under the same key where the other side recognises it", async () => {
    const after = await dieInCall({ "wms.reserve-stock": { answer: () => done({ id: "R-1" }) } });
    expect(after.told).toMatchObject([
      { action: "wms.reserve-stock", attempt: 1, effectKey: `${FIRST}/reserve-only/2/1` },
    ]);
    expect(await open?.host.row(FIRST)).toMatchObject({ status: "done" });
  });

  it("is asked after first where the action says so: it was done, so it is not sent again", async () => {
    const after = await dieInCall({
      "wms.reserve-stock": { idempotency: "query-before-retry", query: "find", answer: () => done({ id: "R-2" }) },
      "wms.find": { read: true, answer: () => done({ id: "R-1" }) },
    });
    expect(after.told.map(({ action }) => action)).toEqual(["wms.find"]);
    expect(await open?.host.instance(`${FIRST}/reserve-only`)).toMatchObject({
      status: "done",
      state: { vars: { reservation: { id: "R-1" } } },
    });
  });

  it("is asked after first, and sent when it never arrived", async () => {
    const after = await dieInCall({
      "wms.reserve-stock": { idempotency: "query-before-retry", query: "find", answer: () => done({ id: "R-2" }) },
      "wms.find": { read: true, answer: () => ({ kind: "outcome", outcome: "not-found" }) },
    });
    expect(after.told.map(({ action }) => action)).toEqual(["wms.find", "wms.reserve-stock"]);
    expect(await open?.host.row(FIRST)).toMatchObject({ status: "done" });
  });

  it("waits for a person where it must never be made twice", async () => {
    const after = await dieInCall({
      "wms.reserve-stock": { idempotency: "never-retry", answer: () => done({ id: "R-2" }) },
    });
    expect(after.told).toEqual([]);
    expect(await open?.host.row(FIRST)).toMatchObject({
      status: "incident",
      open: { kind: "incident", incident: { code: "call-unknown" } },
    });
  });
});

describe("time (S12)", () => {
  const DAY_MS = 86_400_000;
  const waitADay = workflow("wait-a-day", {
    start: start("wait"),
    wait: { type: "wait", for: "P1D", ports: { done: "end" } },
    end: end(),
  });

  it("goes on over a restart: what became due meanwhile fires at once", async () => {
    await prepare(waitADay);
    const before = await openTestHost({ folder });
    await before.host.accept(sampleOrder(1), channelActor);
    await before.rest();
    await before.kill();
    open = await openTestHost({ folder, clock: new FakeClock(NOON + DAY_MS - 1) });
    await open.forward(0);
    expect(await open.host.row(FIRST)).toMatchObject({ status: "waiting", open: { kind: "timer", at: NOON + DAY_MS } });
    await open.host.stop();
    open = await openTestHost({ folder, clock: new FakeClock(NOON + 2 * DAY_MS) });
    await open.forward(0);
    expect(await open.host.row(FIRST)).toMatchObject({ status: "done" });
  });

  it("wakes more than a slice holds", async () => {
    await prepare(waitADay);
    open = await openTestHost({ folder });
    const { host } = open;
    await Promise.all(Array.from({ length: 620 }, (_, index) => host.accept(sampleOrder(index), channelActor)));
    await open.forward(DAY_MS);
    expect(await open.host.counts()).toMatchObject({ total: 620, byStatus: { done: 620 } });
  });

  it("escalates a task and closes it when its time is over", async () => {
    const due = {
      due: { after: "PT30M", escalate: [{ after: "PT30M", to: "operations-manager" }], timeout: { after: "PT2H" } },
    };
    const definition = reserveAndReview(due);
    await prepare({
      ...definition,
      nodes: {
        ...definition.nodes,
        review: { ...definition.nodes["review"], ports: { approve: "end", reject: "rejected", timeout: "rejected" } },
      },
    } as typeof definition);
    const { connectors } = warehouse();
    open = await openTestHost({ folder, connectors });
    await open.host.accept(sampleOrder(1), channelActor);
    await open.forward(31 * 60_000);
    const escalated = await open.host.tasks({ groups: ["operations-manager"] }, "urgency", { limit: 10 });
    expect("items" in escalated ? escalated.items : []).toHaveLength(1);
    expect(await open.host.row(FIRST)).toMatchObject({ stuck: true });
    await open.forward(3 * 60 * 60_000);
    expect(await open.host.row(FIRST)).toMatchObject({ status: "cancelled" });
    expect(connectors.count("wms.release-stock")).toBe(1);
  });

  it("runs out for a call, and a late success is undone (S8)", async () => {
    const slow = Promise.withResolvers<undefined>();
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": { answer: () => slow.promise.then(() => done({ id: "R-1" })) },
      "wms.release-stock": { answer: () => done() },
    });
    const definition = reserveOnly();
    const impatient = {
      ...definition,
      nodes: {
        ...definition.nodes,
        reserve: { ...reserve("end"), timeout: "PT5S", ports: { done: "end", timeout: "gave-up" } },
        "gave-up": { type: "wait", for: "P1D", ports: { done: "end" } },
      },
    } as typeof definition;
    await prepare(impatient);
    open = await openTestHost({ folder, connectors });
    await open.host.accept(sampleOrder(1), channelActor);
    await expect.poll(() => connectors.count("wms.reserve-stock")).toBe(1);
    open.clock.jump(6000);
    await expect.poll(async () => (await open?.host.row(FIRST))?.open?.kind).toBe("timer");
    slow.resolve(undefined);
    await expect.poll(() => connectors.count("wms.release-stock")).toBe(1);
    await open.rest();
    const types = (await open.host.history(FIRST)).map(({ type }) => type);
    expect(types).toContain("call.answered-late");
  });
});

describe("two people and one task (S11)", () => {
  it("is decided once, the same again is a duplicate, the other is told who was first", async () => {
    await prepare(reserveAndReview());
    open = await openTestHost({ folder, connectors: warehouse().connectors });
    await open.host.accept(sampleOrder(1), channelActor);
    await open.rest();
    const task = (await open.host.row(FIRST))?.open?.taskId ?? "";
    const [chen, wu, stranger] = [
      person("chen-yu", "supervisor"),
      person("wu-min", "supervisor"),
      person("lin-hao", "finance"),
    ];
    expect(await open.host.decide(task, { outcome: "approve" }, stranger)).toMatchObject({
      kind: "refused",
      status: 403,
    });
    expect(await open.host.decide("OL-0/x/1", { outcome: "approve" }, chen)).toMatchObject({
      kind: "refused",
      status: 404,
    });
    const both = await Promise.all([
      open.host.decide(task, { outcome: "approve" }, chen),
      open.host.decide(task, { outcome: "reject" }, wu),
    ]);
    expect(both).toMatchObject([
      { kind: "decided", outcome: "approve", given: 1, needed: 1 },
      { kind: "refused", status: 409, code: "task-decided" },
    ]);
    expect(await open.host.decide(task, { outcome: "approve" }, chen)).toMatchObject({
      kind: "duplicate",
      outcome: "approve",
    });
    await open.rest();
    expect(await open.host.row(FIRST)).toMatchObject({ status: "done" });
  });

  it("is claimed by one, who may give it back", async () => {
    await prepare(reserveAndReview());
    open = await openTestHost({ folder, connectors: warehouse().connectors });
    await open.host.accept(sampleOrder(1), channelActor);
    await open.rest();
    const task = (await open.host.row(FIRST))?.open?.taskId ?? "";
    const [chen, wu] = [person("chen-yu", "supervisor"), person("wu-min", "supervisor")];
    expect(await open.host.claim(task, "claim", chen)).toMatchObject({ kind: "claimed" });
    expect(await open.host.claim(task, "claim", wu)).toMatchObject({
      kind: "refused",
      status: 409,
      code: "task-claimed",
    });
    const claimed = await open.host.tasks({ claimedBy: "chen-yu" }, "urgency", { limit: 10 });
    expect("items" in claimed ? claimed.items.map((one) => one.task.id) : []).toEqual([task]);
    expect(await open.host.claim(task, "release", chen)).toMatchObject({ kind: "released" });
    expect(await open.host.claim(task, "claim", wu)).toMatchObject({ kind: "claimed" });
  });
});
