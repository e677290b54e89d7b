import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BusinessCalendar } from "@orderloom/rule-dsl";
import { compileWorkflow, type InstanceMessage, replay } from "@orderloom/workflow";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { readTurn } from "./aggregate-text.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, review, start, workflow } from "./testing/sample-workflows.ts";
import { channelActor, NOON, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const HOUR = 3_600_000;
const FIRST = "OL-20261111-000001";
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

const reviewing = workflow("look", {
  start: start("review"),
  review: review("end", {
    due: { after: "PT8H", calendar: "cn-office", escalate: [{ after: "PT9H", to: "operations-manager" }] },
  }),
  rejected: end("rejected"),
  end: end(),
});

async function opened(): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, reviewing);
  await routeTo(first.store, "look");
  await first.kill();
  return (open = await openTestHost({ folder }));
}

const taskOf = async ({ host }: TestHost, orderId = FIRST) => {
  const { activations = [] } = (await host.instance(`${orderId}/look`))?.state ?? {};
  return activations.flatMap(({ wait }) => (wait.for === "task" ? [wait.task] : []))[0];
};
const nights: BusinessCalendar = {
  id: "cn-office",
  name: { en: "Nights" },
  timeZone: "Asia/Shanghai",
  hours: { wed: [["22:00", "24:00"]] },
};

describe("a task with a calendar", () => {
  it("is due and escalates when so much working time has passed", async () => {
    const test = await opened();
    await test.host.accept(sampleOrder(1), channelActor);
    await test.rest();
    // Wednesday noon: six hours are left of the day, the rest is Thursday's from nine on.
    const thursdayAt = (hour: number) => NOON + 12 * HOUR + hour * HOUR;
    expect(await taskOf(test)).toMatchObject({
      dueAt: thursdayAt(11),
      escalations: [{ at: thursdayAt(12), to: "operations-manager" }],
    });
    await test.forward(24 * HOUR - 1);
    expect((await taskOf(test))?.escalatedTo).toEqual([]);
    await test.forward(1);
    expect((await taskOf(test))?.escalatedTo).toEqual(["operations-manager"]);
  });

  it("is counted by the calendar as it is when the task opens; what was read is recorded and plays again after a change", async () => {
    const test = await opened();
    await test.host.accept(sampleOrder(1), channelActor);
    await test.rest();
    const { etag } = test.host.calendars();
    expect(await test.host.saveCalendars({ calendars: [nights] }, etag)).toMatchObject({ calendars: [nights] });
    await test.host.accept(sampleOrder(2), channelActor);
    await test.rest();
    const before = await taskOf(test);
    expect([before?.dueAt, (await taskOf(test, "OL-20261111-000002"))?.dueAt]).toEqual([
      NOON + 23 * HOUR,
      Date.parse("2026-12-02T24:00:00+08:00"),
    ]);
    await test.host.decide(before?.id ?? "", { outcome: "approve" }, person("li-na", "supervisor"));
    await test.rest();

    const order = await test.host.order(FIRST);
    const steps = (await test.store.historyOf({ organisationId: "main" }, FIRST))
      .filter(({ kind }) => kind === "instance")
      .flatMap((row) => readTurn(row.turn).steps);
    const compiled = compileWorkflow(reviewing, { version: 1, decision: () => undefined, action: () => undefined });
    const state = replay(
      compiled,
      steps.map(({ at, input, reads: { orderRevision, ...reads } = {} }) => ({
        message: input as InstanceMessage, // of an instance
        now: at,
        reads: { ...reads, ...(orderRevision !== undefined && order && { order: order.order }) },
      })),
    );
    expect(JSON.parse(JSON.stringify(state))).toEqual((await test.host.instance(`${FIRST}/look`))?.state);
    expect(steps.map(({ reads }) => reads?.calendars)).toEqual([
      { "cn-office": { PT8H: NOON + 23 * HOUR, PT9H: NOON + 24 * HOUR } },
      undefined,
    ]);
  });

  it("counts around the clock where the calendar is gone", async () => {
    const test = await opened();
    await test.host.saveCalendars({ calendars: [] }, test.host.calendars().etag);
    await test.host.accept(sampleOrder(1), channelActor);
    await test.rest();
    expect((await taskOf(test))?.dueAt).toBe(NOON + 8 * HOUR);
  });
});

describe("the organisation's calendars", () => {
  it("begin with a plain office week, are kept over a restart, and are changed by one of two who do so at once", async () => {
    const test = await opened();
    const { calendars, etag } = test.host.calendars();
    expect([calendars.map(({ id }) => id), calendars[0]?.holidays]).toEqual([["cn-office"], undefined]);
    await test.host.saveCalendars({ calendars: [nights] }, etag);
    expect(await test.host.saveCalendars({ calendars: [] }, etag)).toMatchObject({ status: 412 });
    await test.kill();
    open = await openTestHost({ folder });
    expect(open.host.calendars()).toMatchObject({ calendars: [nights] });
  });

  it("are refused with every place that is wrong, and nothing is saved", async () => {
    const { host } = await opened();
    const wrong = { calendars: [{ ...nights, hours: {}, holidays: ["2026-02-30"] }] };
    expect(await host.saveCalendars(wrong, host.calendars().etag)).toMatchObject({
      status: 422,
      code: "calendar-invalid",
      problems: [{ code: "calendar-without-hours" }, { code: "no-such-day", pointer: "/calendars/0/holidays/0" }],
    });
    expect(host.calendars().calendars[0]?.id).toBe("cn-office");
  });
});

it("check knows the calendars there are", async () => {
  const { host } = await opened();
  const found = async () => (await host.check(reviewing)).filter(({ code }) => code === "unknown-calendar");
  expect(await found()).toEqual([]);
  await host.saveCalendars({ calendars: [] }, host.calendars().etag);
  expect(await found()).toMatchObject([{ severity: "error", path: "/nodes/review/due/calendar" }]);
});
