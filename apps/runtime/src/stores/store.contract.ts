import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import { archiveContract } from "./store-archive.contract.ts";
import { definitionContract } from "./store-definitions.contract.ts";
import { quotaContract } from "./store-quotas.contract.ts";
import { waitingContract } from "./store-waiting.contract.ts";
import { metricContract } from "./store-metrics.contract.ts";
import { trafficContract } from "./store-traffic.contract.ts";
import type { TornMode } from "./torn.ts";
import { instanceSample, orderSample, write } from "./testing/sample-writes.ts";

/** Opens the store under test; opening again shows what was kept. */
export interface StoreUnderTest {
  open(torn?: TornMode): HostStore | Promise<HostStore>;
  remove(): void | Promise<void>;
}

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** What every store of the host keeps to (S27, S29, S33, S35). */
export function storeContract(name: string, create: () => StoreUnderTest): void {
  describe(`${name}: the store contract`, () => {
    let under: StoreUnderTest;
    let store: HostStore;

    beforeEach(async () => {
      under = create();
      store = await under.open();
    });
    afterEach(async () => {
      await store.close();
      await under.remove();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await under.open();
    };

    describe("aggregates", () => {
      it("keeps an order as it came, over a restart", async () => {
        const order = orderSample(1);
        expect(await store.commit(main, [write(order)])).toEqual([{ kind: "done", cursor: 1 }]);
        await reopen();
        expect(await store.load(main, "order", [order.id, "OL-0"])).toEqual([
          {
            kind: "order",
            id: order.id,
            revision: 1,
            document: JSON.stringify(order),
            turn: `turn 1 of ${order.id}`,
            body: "as TM-1 came",
          },
        ]);
      });

      it("refuses a writer that read an older revision (H5)", async () => {
        const order = orderSample(1);
        await store.commit(main, [write(order)]);
        expect(await store.commit(main, [write(order, 1)])).toEqual([expect.objectContaining({ kind: "done" })]);
        expect(await store.commit(main, [write(order, 1)])).toEqual([{ kind: "conflict" }]);
        expect(await store.load(main, "order", [order.id])).toMatchObject([{ revision: 2 }]);
      });

      it("inserts an instance only when there is none", async () => {
        const order = orderSample(1);
        await store.commit(main, [write(order), write(instanceSample(order))]);
        expect(await store.commit(main, [write(instanceSample(order, { status: "done" }))])).toEqual([
          { kind: "conflict" },
        ]);
      });

      it("tells which order holds a channel order, and leaves out what was to follow", async () => {
        const order = orderSample(1);
        await store.commit(main, [write(order)]);
        const again = { ...orderSample(2), channelOrderId: "TM-1" };
        expect(
          await store.commit(main, [write(again), write(instanceSample(again), 0, 0), write(orderSample(3))]),
        ).toEqual([
          { kind: "exists", orderId: order.id },
          { kind: "left-out" },
          expect.objectContaining({ kind: "done" }),
        ]);
        expect(await store.load(main, "instance", [`${again.id}/main`])).toEqual([]);
        expect(await store.findOrder(main, { channel: "tmall", channelOrderId: "TM-1" })).toBe(order.id);
      });

      it("keeps organisations apart (S35)", async () => {
        const order = orderSample(1);
        await store.commit(main, [write(order)]);
        expect(await store.commit(other, [write(order)])).toEqual([expect.objectContaining({ kind: "done" })]);
        await store.commit(other, [write({ ...order, pending: true }, 1)]);
        expect(await store.load(main, "order", [order.id])).toMatchObject([{ revision: 1 }]);
        expect(await store.orderRows(main, { limit: 10 })).toHaveLength(1);
        expect(await store.pending(main, "order", "", 10)).toEqual([]);
        expect(await store.pending(other, "order", "", 10)).toEqual([order.id]);
      });

      it("wakes what is due, the longest due first, and says what comes next", async () => {
        const orders = [1, 2, 3, 4].map((number) => orderSample(number));
        const timers = [300, 100, 900, undefined];
        await store.commit(
          main,
          orders.flatMap((order, index) => {
            const timerAt = timers[index];
            return [write(order), write(instanceSample(order, timerAt === undefined ? {} : { timerAt }))];
          }),
        );
        expect(await store.dueTimers(main, 500, 10)).toEqual({
          ids: [`${orders[1]?.id}/main`, `${orders[0]?.id}/main`],
          next: 900,
        });
        expect(await store.dueTimers(main, 500, 1)).toMatchObject({ ids: [`${orders[1]?.id}/main`] });
      });

      it("lists an order's live instances, and all of them", async () => {
        const order = orderSample(1);
        const side = { ...instanceSample(order, { status: "done" }), id: `${order.id}/side` };
        await store.commit(main, [write(order), write(instanceSample(order)), write(side)]);
        expect(await store.instancesOf(main, order.id, "live")).toEqual([`${order.id}/main`]);
        expect(await store.instancesOf(main, order.id, "all")).toEqual([`${order.id}/main`, side.id]);
      });

      it("gives numbers in blocks that never overlap, over a restart too (S37)", async () => {
        const first = await store.lease(main, "orders/20261111", 10_000);
        await reopen();
        const second = await store.lease(main, "orders/20261111", 10_000);
        expect([first, second]).toEqual([
          { first: 1, last: 10_000 },
          { first: 10_001, last: 20_000 },
        ]);
        expect(await store.lease(main, "orders/20261112", 5)).toEqual({ first: 1, last: 5 });
        expect(await store.lease(other, "orders/20261111", 5)).toEqual({ first: 1, last: 5 });
      });
    });

    describe("the orders list", () => {
      const shop = async (): Promise<void> => {
        const orders = [
          orderSample(1, { phoneLast4: "6021" }),
          orderSample(2, { channel: "jd", channelOrderId: "JD-2026-110912" }),
          orderSample(3, { unrouted: true }),
          orderSample(4),
        ];
        const states = [
          { status: "incident", stage: "stock" },
          { status: "done", stage: "sign" },
          undefined,
          { status: "waiting", stage: "review", since: 10 },
        ] as const;
        await store.commit(
          main,
          orders.flatMap((order, index) => {
            const state = states[index];
            return [write(order), ...(state ? [write(instanceSample(order, state))] : [])];
          }),
        );
      };
      const numbers = (rows: readonly { readonly id: string }[]): number[] =>
        rows.map(({ id }) => Number(id.slice(-6)));
      const lines = { now: 100_000, since: { review: 50 } };

      it.each([
        ["newest first", {}, [4, 3, 2, 1]],
        ["of a channel", { channel: ["jd"] }, [2]],
        ["of several states", { status: ["incident", "unrouted"] }, [3, 1]],
        ["in a stage", { stage: "review" }, [4]],
        ["stuck: an incident, no route, too long in a stage", { stuck: { lines, are: true } }, [4, 3, 1]],
        ["not stuck", { stuck: { lines, are: false } }, [2]],
        ["from a moment", { from: 1003 }, [4, 3]],
        ["before a moment", { to: 1003 }, [2, 1]],
        ["by the beginning of the id", { text: "OL-20261111-000002" }, [2]],
        ["by the channel's number", { text: "JD-2026" }, [2]],
        ["by the last six of the channel's number", { text: "110912" }, [2]],
        ["by the phone's last four", { text: "6021" }, [1]],
        ["by the whole phone", { text: "13800006021" }, [1]],
        ["after a row", { after: { receivedAt: 1003, id: "OL-20261111-000003" } }, [2, 1]],
      ] as const)("%s", async (_title, query, expected) => {
        await shop();
        expect(numbers(await store.orderRows(main, { ...query, limit: 10 }))).toEqual(expected);
      });

      it("counts by state, stage and channel, and goes on counting", async () => {
        await shop();
        expect(await store.counters(main)).toEqual({
          total: 4,
          byStatus: { incident: 1, done: 1, unrouted: 1, waiting: 1 },
          byStage: { stock: 1, sign: 1, review: 1 },
          byChannel: { tmall: 3, jd: 1 },
        });
        const first = orderSample(1);
        await store.commit(main, [
          write(instanceSample(first, { status: "done", stage: "sign" }), 1),
          write(orderSample(5)),
        ]);
        const counted = await store.counters(main);
        expect(counted).toMatchObject({
          total: 5,
          byStatus: { done: 2, unrouted: 1, waiting: 1, received: 1 },
          byStage: { sign: 2, review: 1 },
        });
        await reopen();
        expect(await store.counters(main)).toEqual(counted);
        expect(await store.countStuck(main, lines)).toBe(2);
      });

      it("finds a customer's orders by any of his marks, each once, newest first", async () => {
        const marked = (number: number, marks: readonly string[]) => orderSample(number, { marks });
        await store.commit(main, [
          write(marked(1, ["a", "b", "c"])),
          write(marked(2, ["a", "b"])),
          write(marked(3, ["z"])),
        ]);
        const find = async (marks: readonly string[], from = 0) =>
          (await store.ordersMarked(main, { marks, from, limit: 10 })).map(({ id }) => id);
        const ids = [2, 1].map((number) => orderSample(number).id);
        expect(await find(["a", "b", "c"])).toEqual(ids);
        expect(await find(["a"], Number.MAX_SAFE_INTEGER)).toEqual([]);
        expect(await store.ordersMarked(other, { marks: ["a"], from: 0, limit: 10 })).toEqual([]);
      });

      it("ignores a part that is older than the one it has", async () => {
        const order = orderSample(1);
        await store.commit(main, [write(order), write(instanceSample(order))]);
        await store.commit(main, [write(instanceSample(order, { status: "done" }), 1)]);
        expect(await store.commit(main, [write(instanceSample(order), 0)])).toEqual([{ kind: "conflict" }]);
        expect(await store.orderRow(main, order.id)).toMatchObject({ standing: { status: "done" } });
      });
    });

    describe("tasks", () => {
      it("lists them by group, cause and claim, the most urgent first, until they are decided", async () => {
        const order = orderSample(1);
        const tasks = [
          { id: "t1", group: "supervisor", dueAt: 900, cause: "peak" },
          { id: "t2", group: "supervisor", dueAt: 300, claimedBy: "chen-yu" },
          { id: "t3", group: "finance" },
        ];
        await store.commit(main, [write(order), write(instanceSample(order, { tasks }))]);
        const ids = async (query: object) =>
          (await store.tasks(main, { limit: 10, ...query })).map(({ task }) => task.id);
        expect(await ids({})).toEqual(["t2", "t1", "t3"]);
        expect(await ids({ groups: ["supervisor"] })).toEqual(["t2", "t1"]);
        expect(await ids({ cause: "main/review/peak" })).toEqual(["t1"]);
        expect(await ids({ claimed: true })).toEqual(["t2"]);
        expect(await ids({ claimedBy: "chen-yu" })).toEqual(["t2"]);
        const [urgent] = await store.tasks(main, { limit: 1 });
        expect(await ids({ after: { order: urgent?.order ?? 0, id: "t2" } })).toEqual(["t1", "t3"]);
        await store.commit(main, [write(instanceSample(order, { tasks: [{ id: "t3", group: "finance" }] }), 1)]);
        expect(await ids({})).toEqual(["t3"]);
      });

      it("counts a task as due with its order where that is due first", async () => {
        const order = orderSample(1);
        const tasks = [
          { id: "undue", group: "supervisor", openedAt: 1 },
          { id: "due", group: "supervisor", dueAt: 700, orderDueBy: 900 },
          { id: "promised", group: "supervisor", orderDueBy: 500 },
          { id: "late-order", group: "supervisor", dueAt: 800, orderDueBy: 300 },
        ];
        await store.commit(main, [write(order), write(instanceSample(order, { tasks }))]);
        const found = await store.tasks(main, { sort: "urgency", limit: 10 });
        expect(found.map(({ task }) => task.id)).toEqual(["late-order", "promised", "due", "undue"]);
      });

      it("sums them by cause, the largest first, and lists a cause by wait and by amount", async () => {
        for (const number of [1, 2, 3]) {
          const order = orderSample(number, {
            totalMinor: number * 1000,
            province: number === 3 ? "浙江省" : "广东省",
          });
          const tasks = [
            { id: `p${number}`, group: "supervisor", cause: "peak", openedAt: 100 - number, dueAt: 500 + number },
            ...(number === 1 ? [{ id: "q1", group: "finance", needed: 2, claimedBy: "wu" }] : []),
          ];
          await store.commit(main, [write(order), write(instanceSample(order, { tasks }))]);
        }
        expect(await store.taskCauses(main, {})).toMatchObject([
          { cause: "main/review/peak", count: 3, oldestAt: 97, nextDueAt: 501, several: 0, claimed: 0 },
          { cause: "main/review", count: 1, several: 1, claimed: 1, sample: { id: "q1" } },
        ]);
        expect(await store.sumTasks(main, { groups: ["finance", "service"] })).toMatchObject({ count: 1, several: 1 });
        expect(await store.sumTasks(main, { groups: [] })).toMatchObject({ count: 0 });
        expect(await store.sumTasks(main, { due: { from: 502, to: 503 } })).toMatchObject({ count: 1 });
        expect(await store.sumTasks(main, { due: "never" })).toMatchObject({ count: 1 });
        expect(await store.sumTasks(main, { openedBefore: 99 })).toMatchObject({ count: 2 });
        const ids = async (query: object) =>
          (await store.tasks(main, { limit: 10, cause: "main/review/peak", ...query })).map(({ task }) => task.id);
        expect(await ids({ sort: "waiting" })).toEqual(["p3", "p2", "p1"]);
        expect(await ids({ sort: "amount" })).toEqual(["p3", "p2", "p1"]);
        expect(await ids({ sort: "amount", after: { order: 3000, id: "p3" } })).toEqual(["p2", "p1"]);
        expect(await ids({ amountFrom: 2000, amountTo: 2500 })).toEqual(["p2"]);
        expect(await ids({ region: "浙江省" })).toEqual(["p3"]);
        expect(await ids({ text: "TM-3" })).toEqual(["p3"]);
        expect((await store.pickTasks(main, { cause: "main/review/peak", region: "广东省" }, 9)).length).toBe(2);
        expect((await store.task(main, "p2"))?.about).toMatchObject({ totalMinor: 2000, customer: "李*婷" });
      });

      it("keeps how those ended that are open no longer, by cause and by who decided", async () => {
        const order = orderSample(1);
        const task = { id: "t1", group: "supervisor", cause: "peak" };
        const ended = { id: "t1", state: "decided" as const, outcome: "approve", by: [{ id: "wu", name: "吴敏" }] };
        const second = { id: "t2", group: "supervisor" };
        await store.commit(main, [write(order), write(instanceSample(order, { tasks: [task, second] }))]);
        await store.commit(main, [write(instanceSample(order, { tasks: [second], ended: [ended], since: 2000 }), 1)]);
        await store.commit(main, [write(instanceSample(order, { status: "cancelled", ended: [ended] }), 2)]);
        expect(await store.endedTasks(main, { by: "wu", limit: 9 })).toMatchObject([
          { task: { id: "t1" }, ending: ended, endedAt: 2000, orderStatus: "cancelled" },
        ]);
        const like = { cause: "main/review/peak", channel: "tmall", limit: 9 };
        expect(await store.endedTasks(main, like)).toHaveLength(1);
        expect(await store.endedTasks(main, { ...like, channel: "jd" })).toEqual([]);
        expect((await store.endedTask(main, "t2"))?.ending).toEqual({ id: "t2", state: "withdrawn", by: [] });
        expect(await store.sumTasks(main, {})).toMatchObject({ count: 0 });
      });
    });

    describe("the history", () => {
      it("tells of definitions too, in the same order and by their own name", async () => {
        const note = (revision: number) => ({ id: "workflow/main", revision, at: 5, turn: `note ${revision}` });
        const first = await store.note(main, note(1));
        await store.commit(main, [write(orderSample(1))]);
        const second = await store.note(main, note(2));
        expect(second).toBeGreaterThan(first + 1);
        expect(await store.historyOf(main, "workflow/main")).toEqual([
          { cursor: first, kind: "definition", ...note(1) },
          { cursor: second, kind: "definition", ...note(2) },
        ]);
        expect((await store.historyAfter(main, 0, 10)).map(({ kind }) => kind)).toEqual([
          "definition",
          "order",
          "definition",
        ]);
      });

      it("rises in commit order and is read by order and from a cursor (S30)", async () => {
        const [first, second] = [orderSample(1), orderSample(2)];
        const committed = [
          ...(await store.commit(main, [write(first), write(instanceSample(first))])),
          ...(await store.commit(main, [write(second)])),
          ...(await store.commit(main, [write(instanceSample(first, { status: "done" }), 1)])),
        ];
        const cursors = committed.map((result) => (result.kind === "done" ? (result.cursor ?? 0) : 0));
        expect(cursors).toEqual([...cursors].sort((left, right) => left - right));
        expect((await store.historyOf(main, first.id)).map(({ id, revision }) => [id, revision])).toEqual([
          [first.id, 1],
          [`${first.id}/main`, 1],
          [`${first.id}/main`, 2],
        ]);
        expect((await store.historyAfter(main, cursors[1] ?? 0, 10)).map(({ cursor }) => cursor)).toEqual(
          cursors.slice(2),
        );
        expect(await store.lastCursor(main)).toBe(cursors.at(-1));
        expect(await store.historyAfter(other, 0, 10)).toEqual([]);
      });
    });

    trafficContract(() => store, reopen);
    waitingContract(() => store, reopen);
    archiveContract(() => store, reopen);
    quotaContract(() => store, reopen);
    metricContract(() => store, reopen);
    definitionContract(() => store, reopen);
  });
}
