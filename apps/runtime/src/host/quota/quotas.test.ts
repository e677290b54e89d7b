import type { QuotaDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostStore } from "../../ports/host-store.ts";
import { TornBatch } from "../../stores/torn.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { mortalStore } from "../testing/mortal-store.ts";
import { sampleOrder } from "../testing/sample-order.ts";
import { end, review, start, workflow } from "../testing/sample-workflows.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "../testing/test-host.ts";

const scope = { organisationId: "main" };
const supervisor = person("lin", "supervisor");

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

const gift = (more: Partial<QuotaDefinition> = {}): QuotaDefinition => ({
  kind: "quota",
  schemaVersion: 1,
  id: "gift",
  name: { en: "Gift" },
  allow: [
    { id: "customer", amount: 1, by: ["=order.customer.identity"] },
    { id: "campaign", amount: 3 },
  ],
  ...more,
});

const take = {
  type: "action",
  action: { connector: "quota", name: "take" },
  input: { quota: "gift" },
  output: "vars.take",
  compensate: { action: { connector: "quota", name: "give-back" }, input: { quota: "gift" } },
  ports: { done: "review", customer: "had-one", campaign: "none-left", error: "no-quota" },
} as const;

/** Takes a gift, then a person approves; a rejection takes everything back. */
const giving = (): WorkflowDefinition =>
  workflow("giving", {
    start: start("take"),
    take,
    review: review("given"),
    rejected: end("rejected", true),
    given: end("given"),
    "had-one": end("had-one"),
    "none-left": end("none-left"),
    "no-quota": end("no-quota"),
  });

/** Waits until there is a gift to take. */
const patient = (): WorkflowDefinition =>
  workflow("patient", {
    start: start("wait"),
    wait: { type: "wait", until: { quota: "gift" }, timeout: "P1D", ports: { done: "take", timeout: "none-left" } },
    take: { ...take, ports: { ...take.ports, campaign: "wait" } },
    review: review("given"),
    rejected: end("rejected", true),
    given: end("given"),
    "had-one": end("had-one"),
    "none-left": end("none-left"),
    "no-quota": end("no-quota"),
  });

/** Orders of different people. */
const orderOf = (number: number, who = number) =>
  sampleOrder(number, {
    customer: { name: "李", phone: `1380000${String(1000 + who)}` },
    shipTo: { country: "CN", province: "浙江省", city: "杭州市", street: `文一西路 ${String(who)} 号`, name: "李" },
  });

async function prepare(quota: QuotaDefinition, ...workflows: readonly WorkflowDefinition[]): Promise<void> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, quota, ...workflows);
  await routeTo(first.store, ...workflows.map(({ id }) => id));
  await first.kill();
}

async function opened(quota: QuotaDefinition, ...workflows: readonly WorkflowDefinition[]): Promise<TestHost> {
  await prepare(quota, ...workflows);
  open = await openTestHost({ folder });
  return open;
}

async function accept({ host, rest }: TestHost, ...orders: readonly ReturnType<typeof sampleOrder>[]): Promise<void> {
  await Promise.all(orders.map((order) => host.accept(order, channelActor)));
  await rest();
}

/** How many orders ended how, or stand where. */
async function standings({ host }: TestHost): Promise<Record<string, number>> {
  const rows = await host.orders({}, { limit: 200 });
  const found: Record<string, number> = {};
  for (const { id } of "items" in rows ? rows.items : []) {
    const record = await host.order(id);
    const state = record?.instances[0]?.state;
    const name = state?.outcome ?? state?.activations.map(({ nodeId }) => nodeId).join() ?? "none";
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

async function decideAll({ host, rest }: TestHost, outcome: string, most = 200): Promise<void> {
  const tasks = await host.tasks({ groups: ["supervisor"] }, "urgency", { limit: most });
  for (const { task } of "items" in tasks ? tasks.items : [])
    await host.decide(task.id, { outcome, reason: "so" }, supervisor);
  await rest();
}

/** What is out by the count, and by the takes it is made of. */
async function counted(store: HostStore, limit = "campaign"): Promise<{ count: number; takes: number; open: number }> {
  const { taken } = await store.countedSum(scope, "gift", limit);
  const takes = await store.recentTakes(scope, "gift", limit, 1000);
  const stand = takes.filter(({ state }) => state !== "given-back");
  return {
    count: taken,
    takes: stand.reduce((sum, { amount }) => sum + amount, 0),
    open: stand.filter(({ state }) => state === "open").length,
  };
}

describe("taking", () => {
  it("gives one to each customer until the campaign is used up, and says which limit it was", async () => {
    const shop = await opened(gift(), giving());
    await accept(shop, ...[1, 2].map((number) => orderOf(number)));
    await accept(shop, orderOf(3, 1));
    await accept(shop, orderOf(4));
    await accept(shop, orderOf(5));
    expect(await standings(shop)).toEqual({ review: 3, "had-one": 1, "none-left": 1 });
    await shop.forward(1000);
    expect(await counted(shop.store)).toEqual({ count: 3, takes: 3, open: 0 });
    // The customer who found nothing left has not used up their own.
    expect((await counted(shop.store, "customer")).count).toBe(3);
  });

  it("never gives more than there is to 200 orders at once", async () => {
    const shop = await opened(
      gift({
        allow: [
          { id: "customer", amount: 1, by: ["=order.customer.identity"] },
          { id: "campaign", amount: 50 },
        ],
      }),
      giving(),
    );
    await accept(shop, ...Array.from({ length: 200 }, (_, number) => orderOf(number + 1)));
    expect(await standings(shop)).toEqual({ review: 50, "none-left": 150 });
    expect((await counted(shop.store)).count).toBe(50);
  });

  it("gives one to a customer who orders ten times at once", async () => {
    const shop = await opened(gift(), giving());
    await accept(shop, ...Array.from({ length: 10 }, (_, number) => orderOf(number + 1, 7)));
    expect(await standings(shop)).toEqual({ review: 1, "had-one": 9 });
  });

  it.each([
    ["outside its period", { period: { from: "2026-12-01T00:00:00+08:00", until: "2026-12-02T00:00:00+08:00" } }],
    ["whose key has no value", { allow: [{ id: "customer", amount: 1, by: ["=order.customer.buyerToken"] }] }],
  ])("a quota %s gives nothing, and the node leaves by its error", async (_what, more) => {
    const shop = await opened(gift(more), giving());
    await accept(shop, orderOf(1));
    expect(await standings(shop)).toEqual({ "no-quota": 1 });
  });

  it("counts the period by when the customer ordered, not by when we got to it", async () => {
    const period = { from: "2026-11-11T20:00:00+08:00", until: "2026-11-11T21:00:00+08:00" };
    const shop = await opened(gift({ period }), giving());
    await shop.forward(86_400_000);
    await accept(shop, orderOf(1));
    expect(await standings(shop)).toEqual({ review: 1 });
  });
});

describe("giving back", () => {
  it("is the compensation, and lets the next one take", async () => {
    const shop = await opened(gift({ allow: [{ id: "campaign", amount: 1 }] }), giving());
    await accept(shop, orderOf(1));
    await accept(shop, orderOf(2));
    await decideAll(shop, "reject");
    expect((await counted(shop.store)).count).toBe(0);
    await accept(shop, orderOf(3));
    expect(await standings(shop)).toEqual({ rejected: 1, "none-left": 1, review: 1 });
  });

  it("can be done on the way, and the compensation then gives nothing twice", async () => {
    const ports = { done: "review" } as const;
    const { nodes } = giving();
    const back = {
      type: "action",
      action: { connector: "quota", name: "give-back" },
      input: { quota: "gift" },
      ports,
    } as const;
    const shop = await opened(
      gift(),
      workflow("giving", { ...nodes, take: { ...take, ports: { ...take.ports, done: "back" } }, back }),
    );
    await accept(shop, orderOf(1), orderOf(2));
    expect((await counted(shop.store)).count).toBe(0);
    await decideAll(shop, "reject");
    expect(await counted(shop.store)).toEqual({ count: 0, takes: 0, open: 0 });
    expect((await counted(shop.store, "customer")).count).toBe(0);
  });
});

describe("reading and waiting", () => {
  it("reads what is left for the order's own keys, and records it for replay", async () => {
    const { nodes } = giving();
    const shop = await opened(
      gift(),
      workflow("giving", {
        ...nodes,
        start: start("look"),
        look: {
          type: "switch",
          cases: [{ id: "had", when: { all: [{ feel: "quotas.gift.customer.left = 0" }] } }],
          ports: { had: "had-one", otherwise: "take" },
        },
      }),
    );
    await accept(shop, orderOf(1));
    await accept(shop, orderOf(2, 1), orderOf(3));
    expect(await standings(shop)).toEqual({ review: 2, "had-one": 1 });
    const rows = await shop.store.historyAfter(scope, 0, 100);
    expect(rows.map(({ turn }) => turn).join()).toContain(
      `"quotas":{"gift":{"customer":{"left":0,"taken":1,"amount":1},"campaign":{"left":2,"taken":1,"amount":3},"left":0}}`,
    );
  });

  it("a workflow that reads none records none", async () => {
    const shop = await opened(gift(), giving());
    await accept(shop, orderOf(1));
    const rows = await shop.store.historyAfter(scope, 0, 100);
    expect(rows.map(({ turn }) => turn).join()).not.toContain(`"quotas"`);
  });

  it("wakes as many as there is room for, the oldest first, when something is given back", async () => {
    const shop = await opened(gift({ allow: [{ id: "campaign", amount: 2 }] }), patient());
    await accept(shop, orderOf(1), orderOf(2));
    for (const number of [3, 4, 5]) {
      await accept(shop, orderOf(number));
      await shop.forward(1000);
    }
    expect(await standings(shop)).toEqual({ review: 2, wait: 3 });
    await decideAll(shop, "reject", 1);
    await shop.forward(5000);
    expect(await standings(shop)).toEqual({ rejected: 1, review: 2, wait: 2 });
    expect((await shop.host.order("OL-20261111-000003"))?.instances[0]?.state.activations).toMatchObject([
      { nodeId: "review" },
    ]);
    expect((await counted(shop.store)).count).toBe(2);
  });

  it("wakes those who waited when the process died in between", async () => {
    const shop = await opened(gift({ allow: [{ id: "campaign", amount: 1 }] }), patient());
    await accept(shop, orderOf(1));
    await accept(shop, orderOf(2));
    await publishAs(shop.store, 2, gift({ allow: [{ id: "campaign", amount: 2 }] }));
    await shop.kill();
    open = await openTestHost({ folder });
    await open.rest();
    expect(await standings(open)).toEqual({ review: 2 });
  });
});

describe("a process that dies", () => {
  const deaths = [2, 3, 4, 5, 6, 7, 8].flatMap((atCommit) =>
    (["before", "after"] as const).map((when) => ({ atCommit, when })),
  );

  it.each(deaths)("$when its commit $atCommit: nobody has two, nothing is lost", async (death) => {
    await prepare(gift(), giving());
    const dying = await openTestHost({ folder, wrap: (store) => mortalStore(store, death, () => undefined) });
    const sent = [1, 2, 3, 4, 5].map((number) => orderOf(number));
    await Promise.allSettled(sent.map((order) => dying.host.accept(order, channelActor)));
    await dying.rest();
    await dying.kill();
    open = await openTestHost({ folder });
    await accept(open, ...sent);
    await open.forward(5000);
    expect(await standings(open)).toEqual({ review: 3, "none-left": 2 });
    expect(await counted(open.store)).toEqual({ count: 3, takes: 3, open: 0 });
    expect(await counted(open.store, "customer")).toEqual({ count: 3, takes: 3, open: 0 });
  });

  it.each(Array.from({ length: 25 }, (_, seed) => seed + 1))(
    "in batches that tear (seed %i): the same, also when some is given back",
    async (seed) => {
      await prepare(gift(), giving());
      let random = seed;
      const next = () => {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        return random / 4_294_967_296;
      };
      const die = () => {
        throw new TornBatch();
      };
      const sent = [1, 2, 3, 4, 5].map((number) => orderOf(number));
      for (let lives = 0; lives < 8; lives++) {
        const torn = { chance: 0.25, random: next, die };
        const dying = await openTestHost({ folder, store: { torn }, wrap: tornIsDeath }).catch(() => undefined);
        if (!dying) continue;
        await Promise.allSettled(sent.map((order) => dying.host.accept(order, channelActor)));
        await dying.rest();
        if (lives > 4) await decideAll(dying, "reject", 1).catch(() => undefined);
        await dying.kill();
      }
      open = await openTestHost({ folder });
      await accept(open, ...sent);
      await open.forward(10_000);
      const { review: inReview = 0, rejected = 0, "none-left": none = 0 } = await standings(open);
      expect(inReview + rejected + none).toBe(5);
      expect(inReview).toBeLessThanOrEqual(3);
      expect(await counted(open.store)).toEqual({ count: inReview, takes: inReview, open: 0 });
      expect(await counted(open.store, "customer")).toEqual({ count: inReview, takes: inReview, open: 0 });
    },
  );
});

/** After a torn batch the process is gone: its store answers nothing any more. */
function tornIsDeath(store: HostStore): HostStore {
  let isDead = false;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Error("the process has died");
    return work();
  };
  return {
    ...store,
    commit: (where, writes) =>
      guarded(async () => {
        try {
          return await store.commit(where, writes);
        } catch (error) {
          isDead = error instanceof TornBatch;
          throw error;
        }
      }),
    load: (where, kind, ids) => guarded(() => store.load(where, kind, ids)),
  };
}
