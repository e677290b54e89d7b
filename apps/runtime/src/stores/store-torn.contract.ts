import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { StoreUnderTest } from "./store.contract.ts";
import { instanceSample, orderSample, projectSample, write } from "./testing/sample-writes.ts";
import { TornBatch } from "./torn.ts";

const main: Scope = { organisationId: "main" };

/** Mulberry32: small, and the same for a seed everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What every store comes to after a batch that tore, whatever part of it was kept. */
export function tornContract(name: string, create: () => StoreUnderTest, ways: number): void {
  describe(`${name}: a batch that tears (S27)`, () => {
    const order = (number: number) => orderSample(number, { instances: [`${orderSample(number).id}/main`] });

    /** What must hold after repair, whatever part of the batch was kept. */
    async function expectLevel(store: HostStore): Promise<void> {
      for (const number of [1, 2, 3, 4, 5, 6]) {
        const { id } = order(number);
        const [kept] = await store.load(main, "order", [id]);
        const instances = await store.load(main, "instance", await store.instancesOf(main, id, "all"));
        const row = await store.orderRow(main, id);
        const history = await store.historyOf(main, id);
        const tasks = (await store.tasks(main, { limit: 100 })).filter(({ task }) => task.orderId === id);
        expect(history.map((one) => [one.id, one.revision]).sort()).toEqual(turnsOf(kept, ...instances).sort());
        if (!kept) {
          expect([instances, row, tasks]).toEqual([[], undefined, []]);
          continue;
        }
        expect(row?.parts.order.revision).toBe(kept.revision);
        expect(row?.parts.instances.map((part) => [part.id, part.revision])).toEqual(
          instances.map((one) => [one.id, one.revision]),
        );
        expect(tasks.map(({ task }) => task.id)).toEqual(
          instances.flatMap((one) => (projectSample(one).tasks ?? []).map((task) => task.id)),
        );
      }
    }

    /** Every turn from the first to the one an aggregate stands at. */
    function turnsOf(
      ...aggregates: readonly ({ readonly id: string; readonly revision: number } | undefined)[]
    ): [string, number][] {
      return aggregates.flatMap((one) =>
        one ? Array.from({ length: one.revision }, (_, index): [string, number] => [one.id, index + 1]) : [],
      );
    }

    it(`is level again after repair: ${ways} ways to tear it`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const random = randomFrom(seed);
          const under = create();
          const first = await under.open();
          await first.commit(
            main,
            [1, 2, 3].flatMap((number) => [write(order(number)), write(instanceSample(order(number)))]),
          );
          await first.close();

          const torn = {
            chance: 1.1,
            random,
            die: () => {
              throw new TornBatch();
            },
          };
          const dying = await under.open(torn);
          const tasks = [{ id: "t1", group: "finance" }];
          const batch = [
            write({ ...order(1), pending: true }, 1),
            write(instanceSample(order(1), { status: "waiting", tasks }), 1),
            write(instanceSample(order(2), { status: "done" }), 1),
            ...[4, 5, 6].flatMap((number) => [
              write(order(number)),
              write(instanceSample(order(number), { tasks: [{ id: `t${number}`, group: "finance" }] })),
            ]),
          ];
          await expect(dying.commit(main, batch)).rejects.toBeInstanceOf(TornBatch);
          await dying.close();

          const after = await under.open();
          const repaired = await after.repair(main, projectSample);
          await expectLevel(after);
          for (const id of repaired.unstarted) expect(await after.instancesOf(main, id, "all")).toEqual([]);
          expect(await after.repair(main, projectSample)).toMatchObject({ dropped: [], unstarted: repaired.unstarted });
          await expectLevel(after);
          await after.close();
          await under.remove();
        }),
        { numRuns: ways, endOnFailure: true },
      );
    });

    it("does not forget an order without its instance while others are written", async () => {
      const under = create();
      const first = await under.open();
      await first.commit(main, [write(order(1)), write(order(2))]);
      await first.close();
      const second = await under.open();
      expect(await second.repair(main, projectSample)).toMatchObject({ unstarted: [order(1).id, order(2).id] });
      await second.commit(main, [write(instanceSample(order(1)))]);
      await second.close();
      const third = await under.open();
      expect(await third.repair(main, projectSample)).toMatchObject({ unstarted: [order(2).id] });
      await third.close();
      await under.remove();
    });

    it("keeps what an order names later, and starts it after a batch that was torn", async () => {
      const under = create();
      let store = await under.open();
      const sample = orderSample(1);
      const named = { ...sample, instances: [`${sample.id}/main`] };
      await store.commit(main, [write(sample)]);
      await store.commit(main, [write(named, 1)]);
      await store.close();
      store = await under.open();
      expect(await store.repair(main, projectSample)).toMatchObject({ unstarted: [sample.id] });
      await store.close();
      await under.remove();
    });

    it("finds nothing to repair after a batch that was whole", async () => {
      const under = create();
      let store = await under.open();
      const sample = orderSample(1, { instances: [`${orderSample(1).id}/main`] });
      await store.commit(main, [write(sample), write(instanceSample(sample))]);
      await store.close();
      store = await under.open();
      const before = await store.historyOf(main, sample.id);
      expect(await store.repair(main, projectSample)).toMatchObject({ dropped: [], unstarted: [] });
      expect(await store.historyOf(main, sample.id)).toEqual(before);
      await store.close();
      await under.remove();
    });
  });
}
