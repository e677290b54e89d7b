import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MetricDefinition } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { FakeClock } from "./testing/fake-clock.ts";
import { type Death, mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, review, start, workflow } from "./testing/sample-workflows.ts";
import { channelActor, NOON, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const MINUTE = 60_000;
let folder: string;
let remove: () => void;
let open: TestHost;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

/** More than three in ten minutes hold; fewer than two for a minute let go. */
const rush: MetricDefinition = {
  kind: "metric",
  schemaVersion: 1,
  id: "rush",
  name: { en: "Rush" },
  of: { event: "order.received", aggregate: "count", by: ["=order.channel"] },
  window: { length: "PT10M" },
  lines: { hold: { above: 3 }, release: { below: 2, for: "PT1M" } },
};

/** A held order waits for a supervisor or for calm, whichever comes first. */
const holding = workflow("holding", {
  start: start("check"),
  check: {
    type: "switch",
    cases: [
      { id: "held", when: { all: [{ fact: "metrics", path: "$.rush.state", operator: "equal", value: "held" }] } },
    ],
    ports: { held: "hold", otherwise: "end" },
  },
  hold: { type: "parallel", branches: [{ id: "person" }, { id: "calm" }], ports: { person: "review", calm: "calm" } },
  review: review("either"),
  calm: { type: "wait", until: { metric: "rush", state: "normal" }, ports: { done: "either" } },
  either: { type: "join", of: "hold", when: "any", ports: { done: "end" } },
  rejected: end("rejected"),
  end: end(),
});

interface Opening {
  readonly metric?: MetricDefinition;
  readonly clock?: FakeClock;
  readonly death?: Death;
}

async function opened(definitions: readonly Parameters<typeof publishAs>[2][] = [rush, holding]): Promise<void> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, ...definitions);
  await routeTo(first.store, "holding");
  await first.kill();
  await again();
}

async function again({ clock, death }: Opening = {}): Promise<void> {
  open = await openTestHost({
    folder,
    ...(clock && { clock }),
    ...(death && { wrap: (store) => mortalStore(store, death, () => undefined) }),
  });
  await open.rest();
}

const send = (number: number | string, channel = "tmall") =>
  open.host.accept(sampleOrder(number, { channel }), channelActor).then(
    (accepted) => accepted.status,
    () => "lost",
  );

async function statuses(): Promise<Readonly<Record<string, number>>> {
  return (await open.store.counters({ organisationId: "main" })).byStatus;
}

describe("an order counts before its own workflow starts", () => {
  it("so that the one that crosses the line is the first to be held", async () => {
    await opened();
    const came = [];
    for (let number = 1; number <= 5; number += 1) came.push(await send(number));
    expect(came).toEqual(["done", "done", "done", "held", "held"]);
  });

  it("also within one turn, each for its own channel", async () => {
    await opened();
    const numbers = [1, 2, 3, 4, 5];
    const [tmall, jd] = await Promise.all([
      Promise.all(numbers.map((number) => send(number))),
      Promise.all(numbers.slice(2).map((number) => send(number, "jd"))),
    ]);
    expect(tmall).toEqual(["done", "done", "done", "held", "held"]);
    expect(jd).toEqual(["done", "done", "done"]);
  });

  it("and one that is sent again does not count again, nor for those it comes together with", async () => {
    await opened();
    for (const number of [1, 2]) await send(number);
    await Promise.all([send(1), send(2), send(1)]);
    expect(await Promise.all([send(1), send(2), send(3)])).toEqual(["done", "done", "done"]);
    expect(await send(4)).toBe("held");
  });

  it("records what a step read, so that it can be played again", async () => {
    await opened();
    await send(1);
    const [row] = (await open.store.historyOf({ organisationId: "main" }, "OL-20261111-000001")).filter(
      ({ kind }) => kind === "instance",
    );
    const { steps } = JSON.parse(row?.turn ?? "{}") as { steps: { reads: unknown }[] };
    const rushRead = { state: "normal", value: 1, growth: null, baseline: null, key: "tmall" };
    expect(steps[0]?.reads).toEqual({ orderRevision: 1, metrics: { rush: rushRead } });
  });
});

describe("when the rate falls below the line", () => {
  it("those that wait go on by themselves, and their tasks are gone", async () => {
    await opened();
    for (let number = 1; number <= 6; number += 1) await send(number);
    expect(await statuses()).toEqual({ done: 3, held: 3 });
    await open.forward(10 * MINUTE);
    expect(await statuses()).toEqual({ done: 3, held: 3 });
    await open.forward(MINUTE);
    expect(await statuses()).toEqual({ done: 6 });
    const said = await open.host.activity("metric", "rush");
    expect(said.map(({ type, data }) => [type, "state" in data && data.state])).toEqual([
      ["metric.line-changed", "held"],
      ["metric.line-changed", "normal"],
    ]);
  });

  it("those of another channel stay", async () => {
    await opened();
    for (let number = 1; number <= 4; number += 1) await send(number);
    await open.forward(5 * MINUTE);
    for (let number = 1; number <= 4; number += 1) await send(number, "jd");
    expect(await statuses()).toEqual({ done: 6, held: 2 });
    await open.forward(6 * MINUTE);
    expect(await statuses()).toEqual({ done: 7, held: 1 });
  });

  it("more than a slice of them, each once", async () => {
    await opened();
    await Promise.all(Array.from({ length: 1203 }, (_, number) => send(number)));
    expect(await statuses()).toEqual({ done: 3, held: 1200 });
    await open.forward(11 * MINUTE);
    expect(await statuses()).toEqual({ done: 1203 });
  });
});

describe("a process that dies", () => {
  it("has counted the same when it is back, written or not", async () => {
    await opened();
    const { clock } = open;
    for (const number of [1, 2]) await send(number);
    await open.forward(2 * MINUTE);
    await send(3);
    await open.kill();
    await again({ clock });
    expect(await send(4)).toBe("held");
    await open.kill();
    await again({ clock });
    expect(await send(5)).toBe("held");
    await open.forward(13 * MINUTE);
    expect(await statuses()).toEqual({ done: 5 });
  });

  it("wakes at its return who should have been woken while it was away", async () => {
    await opened();
    const { clock } = open;
    for (let number = 1; number <= 5; number += 1) await send(number);
    await open.kill();
    clock.jump(30 * MINUTE);
    await again({ clock });
    expect(await statuses()).toEqual({ done: 5 });
  });

  it.each([1, 2, 3, 4])("at write %i while it wakes them, wakes the others once at its return", async (atCommit) => {
    await opened();
    const { clock } = open;
    for (let number = 1; number <= 250; number += 1) void send(number);
    await open.rest();
    await open.kill();
    await again({ clock, death: { atCommit, when: "before" } });
    await open.forward(12 * MINUTE).catch(() => undefined);
    await open.kill();
    await again({ clock });
    expect(await statuses()).toEqual({ done: 250 });
    const history = await open.store.historyOf({ organisationId: "main" }, "OL-20261111-000250");
    const ends = history.filter(({ turn }) => turn.includes('"wait.ended"'));
    expect(ends).toHaveLength(1);
  });
});

describe("a metric that is published", () => {
  it("counts what came before it was", async () => {
    await opened([holding]);
    for (let number = 1; number <= 3; number += 1) await send(number);
    await open.forward(MINUTE);
    const { clock } = open;
    await publishAs(open.store, 1, rush);
    await open.kill();
    await again({ clock });
    expect(await send(4)).toBe("held");
  });

  it("with other lines goes on with what was counted", async () => {
    await opened();
    for (let number = 1; number <= 3; number += 1) await send(number);
    const { clock } = open;
    await publishAs(open.store, 2, { ...rush, lines: { hold: { above: 5 }, release: { below: 2 } } });
    await open.kill();
    await again({ clock });
    const came = [];
    for (let number = 4; number <= 6; number += 1) came.push(await send(number));
    expect(came).toEqual(["done", "done", "held"]);
  });
});

describe("an event of an order", () => {
  it("counts under a metric of that event, at the time it happened", async () => {
    const delays: MetricDefinition = {
      ...rush,
      id: "rush",
      of: { event: "shipment.delayed", aggregate: "sum", value: "=event.data.hours", by: ["=order.channel"] },
      window: { length: "PT10M", lateness: "PT5M" },
      lines: { hold: { above: 6 }, release: { below: 1 } },
    };
    await opened([delays, holding]);
    await send(1);
    const delay = (hours: number, ago: number) =>
      open.host.orderEvent(
        "tmall:TM-1",
        { type: "shipment.delayed", data: { hours }, at: new Date(NOON - ago * MINUTE).toISOString() },
        channelActor,
      );
    await delay(4, 0);
    expect(await send(2)).toBe("done");
    // Too late to count.
    await delay(4, 6);
    expect(await send(3)).toBe("done");
    await delay(2.5, 3);
    expect(await send(4)).toBe("held");
  });
});
