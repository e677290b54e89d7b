import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const DAY_MS = 86_400_000;
const FIRST = "OL-20261111-000001";
const YOUNG = "OL-20261117-000001";
let folder: string;
let remove: () => void;
let open: TestHost | undefined;

beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(async () => {
  await open?.host.stop();
  open = undefined;
  remove();
});

const wms = () => new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done({ id: "R-1" }) } });

async function listed({ store }: TestHost): Promise<readonly string[]> {
  return (await store.orderRows({ organisationId: "main" }, { limit: 99 })).map(({ id }) => id);
}

it("puts orders away some days after their end, and gives one back that goes on", async () => {
  const before = await openTestHost({ folder });
  await publishAs(
    before.store,
    1,
    workflow("straight", { start: start("reserve"), reserve: reserve("end"), end: end() }),
  );
  await routeTo(before.store, "straight");
  await before.kill();
  const connectors = wms();
  open = await openTestHost({ folder, connectors, archiveAfterDays: 7 });
  const { host } = open;
  for (let number = 1; number <= 50; number += 1) await host.accept(sampleOrder(number), channelActor);
  await open.forward(6 * DAY_MS);
  expect(await listed(open)).toHaveLength(50);
  await host.accept(sampleOrder(51), channelActor);
  await open.forward(2 * DAY_MS);
  expect(await listed(open)).toEqual([YOUNG]);

  expect((await host.row(FIRST))?.status).toBe("done");
  expect((await host.history(FIRST)).map(({ type }) => type)).toContain("instance.ended");
  expect((await host.instance(`${FIRST}/straight`))?.state.phase).toBe("ended");
  expect(await host.accept(sampleOrder(1), channelActor)).toMatchObject({ kind: "duplicate", orderId: FIRST });

  await host.orderEvent(FIRST, { type: "order.tags-changed", data: { add: ["returned"] } }, person("li-na"));
  await open.rest();
  expect(await listed(open)).toEqual([YOUNG, FIRST]);
  expect((await host.row(FIRST))?.status).toBe("done");
});
