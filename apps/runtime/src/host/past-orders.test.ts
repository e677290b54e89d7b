import { afterEach, beforeEach, expect, it } from "vitest";
import type { JsonObject } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { channelActor, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const MINUTE = 60_000;
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

const asking = workflow("asking", {
  start: start("ask"),
  ask: {
    type: "action",
    action: { connector: "orders", name: "same-customer" },
    input: { within: "PT30M" },
    output: "vars.before",
    ports: { done: "end" },
  },
  end: end(),
});

const who = (phone: string, deviceId: string, street = "文一西路 969 号"): JsonObject => ({
  customer: { name: "李晓婷", phone, deviceId },
  shipTo: { country: "CN", province: "浙江省", city: "杭州市", street, name: "李晓婷", phone },
});

it("an order's workflow is told of the same customer's orders of the last half hour, and how alike they are", async () => {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, asking);
  await routeTo(first.store, "asking");
  await first.kill();
  open = await openTestHost({ folder });
  const { host, rest, clock } = open;
  const accept = async (number: number, change: JsonObject): Promise<void> => {
    await host.accept(sampleOrder(number, change), channelActor);
    await rest();
  };
  await accept(1, who("13800006021", "device-1"));
  clock.jump(20 * MINUTE);
  await accept(2, { ...who("13800006021", "device-1"), channel: "douyin" });
  await accept(3, who("13900001111", "device-1"));
  await accept(4, who("13700002222", "device-9", "别处 1 号"));
  clock.jump(15 * MINUTE);
  await accept(5, who("13800006021", "device-1"));
  const before = await Promise.all(
    [1, 2, 3, 4, 5].map(async (number) => {
      const state = (await host.instance(`OL-20261111-00000${String(number)}/asking`))?.state;
      const found = (state?.vars["before"] ?? []) as readonly { readonly id: string; readonly match: string }[];
      return found.map(({ id, match }) => `${id.slice(-1)} ${match}`);
    }),
  );
  expect(before).toEqual([[], ["1 same"], ["2 like", "1 like"], [], ["3 like", "2 same"]]);
});
