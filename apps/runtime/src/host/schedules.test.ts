import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, NOON, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

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

const validate = {
  type: "action",
  action: { connector: "postal", name: "validate" },
  ports: { done: "end", error: "end" },
} as const;

function checking(more: Partial<WorkflowDefinition>): WorkflowDefinition {
  return { ...workflow("tracking-check", { start: start("validate"), validate, end: end() }), role: "own", ...more };
}
const every15 = { cron: "*/15 * * * *", timeZone: "Asia/Shanghai" } as const;
const postal = () => new ScriptedConnectors({ "postal.validate": { answer: () => done() } });
const waiting = workflow("wait-a-day", {
  start: start("wait"),
  wait: { type: "wait", for: "P1D", stage: "shipping", ports: { done: "end" } },
  end: end(),
});

async function opened(definition: WorkflowDefinition, connectors = postal()): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, definition, waiting);
  await routeTo(first.store, "wait-a-day");
  await first.kill();
  open = await openTestHost({ folder, connectors });
  await open.rest();
  return open;
}

describe("a workflow of its own", () => {
  it("runs each quarter of an hour, from the first one after it went live", async () => {
    const connectors = postal();
    const { host, forward } = await opened(checking({ schedule: every15 }), connectors);
    expect(connectors.count("postal.validate")).toBe(0);
    await forward(46 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(3);
    const [standing] = await host.schedules();
    expect(standing).toMatchObject({
      workflow: "tracking-check",
      nextAt: NOON + 60 * MINUTE,
      timeZone: "Asia/Shanghai",
    });
    expect(standing?.runs.map(({ tick, started }) => [(tick - NOON) / MINUTE, started])).toEqual([
      [45, 1],
      [30, 1],
      [15, 1],
    ]);
  });

  it("makes up once for what was missed while nothing ran", async () => {
    const { kill } = await opened(checking({ schedule: every15 }));
    await kill();
    const connectors = postal();
    open = await openTestHost({ folder, connectors, clock: new FakeClock(NOON + 5 * 60 * MINUTE + 1) });
    await open.rest();
    expect(connectors.count("postal.validate")).toBe(1);
  });

  it.each([
    ["skip", 1],
    ["after", 2],
    ["alongside", 4],
  ] as const)("whose last run still goes on: %s", async (overlap, runs) => {
    const slow = workflow("tracking-check", {
      start: start("validate"),
      validate: { ...validate, ports: { done: "wait", error: "wait" } },
      wait: { type: "wait", for: "PT50M", ports: { done: "end" } },
      end: end(),
    });
    const connectors = postal();
    const { forward } = await opened({ ...slow, role: "own", schedule: { ...every15, overlap } }, connectors);
    await forward(66 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(runs);
  });

  it("does nothing while it is paused, and does not make up for it", async () => {
    const connectors = postal();
    const { host, forward } = await opened(checking({ schedule: every15 }), connectors);
    await host.pauseWorkflow("tracking-check", "stocktaking", person("lin"));
    await forward(40 * MINUTE);
    await host.resumeWorkflow("tracking-check", undefined, person("lin"));
    await forward(4 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(0);
    await forward(2 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(1);
  });

  it("is started by a person, under a number of its own, and by nobody while it is paused", async () => {
    const connectors = postal();
    const { host, rest } = await opened(checking({}), connectors);
    const started = await host.startWorkflow("tracking-check", { warehouse: "HZ" }, person("lin"));
    await rest();
    expect(started).toEqual({ kind: "started", started: 1, leftOut: 0, instanceId: "tracking-check/1" });
    expect((await host.instance("tracking-check/1"))?.state).toMatchObject({
      phase: "ended",
      vars: { warehouse: "HZ" },
    });
    await host.pauseWorkflow("tracking-check", "stocktaking", person("lin"));
    expect(await host.startWorkflow("tracking-check", {}, person("lin"))).toMatchObject({ code: "workflow-paused" });
    expect(await host.startWorkflow("wait-a-day", {}, person("lin"))).toMatchObject({ code: "starts-with-orders" });
    expect(await host.startWorkflow("nobody", {}, person("lin"))).toMatchObject({ code: "definition-not-found" });
  });
});

describe("one run for each order", () => {
  const schedule = { ...every15, each: { stages: ["shipping"] } };
  const each = checking({ role: "side", schedule });

  it("that stands in the stage; nothing of it stays on the order's row once it is over", async () => {
    const connectors = postal();
    const { host, rest, forward } = await opened(each, connectors);
    await Promise.all([1, 2, 3].map((number) => host.accept(sampleOrder(number), channelActor)));
    await rest();
    await forward(31 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(6);
    const found = await open?.store.orderRows({ organisationId: "main" }, { limit: 10 });
    expect(found?.map(({ parts }) => parts.instances.length)).toEqual([1, 1, 1]);
  });

  it("is left out while the last one for that order still goes on", async () => {
    const long = workflow("tracking-check", {
      start: start("wait"),
      wait: { type: "wait", for: "PT20M", ports: { done: "end" } },
      end: end(),
    });
    const { host, rest, forward } = await opened({ ...long, role: "side", schedule });
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    await forward(46 * MINUTE);
    const [standing] = await host.schedules();
    expect(standing?.runs.map(({ started, leftOut }) => [started, leftOut])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  it("takes only those that meet its condition", async () => {
    const connectors = postal();
    const when = { all: [{ fact: "order", path: "$.channel", operator: "equal", value: "jd" }] } as const;
    const { host, rest, forward } = await opened(
      checking({ role: "side", schedule: { ...every15, each: { when } } }),
      connectors,
    );
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    await forward(16 * MINUTE);
    expect(connectors.count("postal.validate")).toBe(0);
  });

  it("comes round at once when a person asks for it", async () => {
    const connectors = postal();
    const { host, rest } = await opened(each, connectors);
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    expect(await host.startWorkflow("tracking-check", {}, person("lin"))).toEqual({
      kind: "started",
      started: 1,
      leftOut: 0,
    });
    await rest();
    expect(connectors.count("postal.validate")).toBe(1);
  });
});
