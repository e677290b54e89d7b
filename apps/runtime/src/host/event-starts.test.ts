import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, review, start, workflow } from "./testing/sample-workflows.ts";
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

const telling = () =>
  workflow("telling", {
    start: start("tell"),
    tell: {
      type: "emit",
      event: "gift.usedUp",
      data: { gift: "=order.lines[1].sku", amount: "=order.lines[1].quantity" },
      ports: { next: "end" },
    },
    end: end(),
  });

const onceFor = (once: string): WorkflowDefinition =>
  workflow(
    "used-up",
    { start: start("review"), review: review("end"), rejected: end("rejected"), end: end() },
    { role: "own", startedBy: { event: "gift.usedUp", once } },
  );

const withPieces = (number: number, quantity: number) => {
  const unitPrice = { minorUnits: 26000, currency: "CNY" };
  return sampleOrder(number, { lines: [{ id: "1", sku: "CL-100", family: "CL-100", quantity, unitPrice }] });
};

async function opened(once: string): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, telling(), onceFor(once));
  await routeTo(first.store, "telling");
  await first.kill();
  open = await openTestHost({ folder });
  return open;
}

async function started({ host }: TestHost): Promise<readonly (readonly [string, unknown])[]> {
  const tasks = await host.tasks({ groups: ["supervisor"] }, "urgency", { limit: 50 });
  return Promise.all(
    ("items" in tasks ? tasks.items : []).map(async ({ task }) => {
      const instance = await host.instance(task.instanceId);
      return [task.instanceId, instance?.state.vars] as const;
    }),
  );
}

it("starts one for each value, however many tell it, also after a restart", async () => {
  const shop = await opened('=event.data.gift + "-" + string(event.data.amount)');
  const sent = [1, 2, 3, 4].map((number) => withPieces(number, number === 4 ? 9 : 3));
  await Promise.all(sent.map((order) => shop.host.accept(order, channelActor)));
  await shop.rest();
  const seen = [
    ["used-up/CL-100-3", { gift: "CL-100", amount: 3 }],
    ["used-up/CL-100-9", { gift: "CL-100", amount: 9 }],
  ];
  expect((await started(shop)).toSorted()).toEqual(seen);
  await shop.kill();
  open = await openTestHost({ folder });
  await open.host.accept(withPieces(5, 3), channelActor);
  await open.rest();
  expect((await started(open)).toSorted()).toEqual(seen);
});

it("starts nothing where what it is to be started once for has no value", async () => {
  const shop = await opened("=event.data.nothing");
  await shop.host.accept(withPieces(1, 3), channelActor);
  await shop.rest();
  expect(await started(shop)).toEqual([]);
});
