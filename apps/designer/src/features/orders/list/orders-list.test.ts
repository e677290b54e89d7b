// @vitest-environment node
import { describe, expect, test } from "vitest";
import { fakeOrder, stages } from "../../../testing/fake-orders.ts";
import { columnsFor } from "./columns.ts";
import { filterOf, isFiltered, parseOrderSearch } from "./order-search.ts";
import { itemsOf } from "./use-list-window.ts";
import { nextRow } from "./use-list-keys.ts";
import { wayOf } from "./way.ts";

const NOW = Date.parse("2026-11-11T12:00:00Z");

describe("the address of the page", () => {
  test.each<[string, Record<string, unknown>, object]>([
    ["nothing", {}, {}],
    ["a number is text, as an order number is", { q: 6021 }, { q: "6021" }],
    ["empty and unknown are dropped", { q: " ", colour: "red" }, {}],
    ["a preset wins over days", { date: "7d", from: "2026-11-01" }, { date: "7d" }],
    ["days", { from: "2026-11-01", to: "2026-11-02" }, { from: "2026-11-01", to: "2026-11-02" }],
    ["days that are none", { from: "yesterday", to: "2026-13-40" }, {}],
    ["stuck", { stuck: true, view: "list" }, { stuck: true, view: "list" }],
    ["the loom is not worth saying", { view: "loom" }, {}],
  ])("%s", (_title, raw, search) => expect(parseOrderSearch(raw)).toEqual(search));

  test.each([
    ["today", { date: "today" as const }, "2026-11-10T16:00:00.000Z", undefined],
    [
      "yesterday ends when today begins",
      { date: "yesterday" as const },
      "2026-11-09T16:00:00.000Z",
      "2026-11-10T16:00:00.000Z",
    ],
    ["the last seven days, today among them", { date: "7d" as const }, "2026-11-04T16:00:00.000Z", undefined],
    [
      "one day, from its first to its last moment",
      { from: "2026-11-01", to: "2026-11-01" },
      "2026-10-31T16:00:00.000Z",
      "2026-11-01T16:00:00.000Z",
    ],
  ])("%s", (_title, search, from, to) => {
    const filter = filterOf(search, "2026-11-11", "Asia/Shanghai");
    expect(filter.from).toBe(Date.parse(from));
    expect(filter.to).toBe(to === undefined ? undefined : Date.parse(to));
  });

  test("another view is no filter", () => {
    expect(isFiltered({ view: "list" })).toBe(false);
    expect(isFiltered({ view: "list", stuck: true })).toBe(true);
  });
});

describe("an order's way on the loom", () => {
  const ids = stages.map(({ id }) => id);
  test.each([
    ["held", "waiting-for-person"],
    ["incident", "broken"],
    ["done", "finished"],
    ["cancelled", "finished"],
    ["running", "moving"],
    ["waiting", "moving"],
  ] as const)("%s is %s", (status, end) => {
    expect(wayOf(fakeOrder(3, NOW, { status }), ids).end).toBe(end);
  });
  test("stages that were removed since are passed over", () => {
    const row = fakeOrder(3, NOW, {
      stage: "gone",
      stages: [
        { stage: "intake", at: 1 },
        { stage: "gone", at: 2 },
      ],
    });
    expect(wayOf(row, ids)).toMatchObject({ passed: [{ stage: 0, waited: false }], at: 0 });
  });
  test("an order without a stage stands before the first", () => {
    expect(wayOf({ status: "received", stages: [] }, ids).at).toBeUndefined();
  });
});

describe("columns", () => {
  test.each([
    [1384, 9, 60],
    [1800, 9, 64],
    [968, 9, 36],
    [1384, 14, 37],
  ])("%d px with %d stages: a pitch of about %d", (width, count, pitch) => {
    const { scale } = columnsFor(width, count);
    expect(Math.abs(scale.pitch - pitch)).toBeLessThanOrEqual(4);
  });
  test("they fill the width and never more than it, down to 968 px", () => {
    for (const width of [968, 1024, 1159, 1160, 1224, 1384, 1864]) {
      const { status, order, customer, amount, loom, dwell, next } = columnsFor(width, 9);
      expect(32 + status + order + customer + amount + loom + dwell + next).toBe(width);
    }
  });
});

describe("walking by keys", () => {
  const listing = { stuck: [fakeOrder(1, NOW)], rest: [fakeOrder(2, NOW), fakeOrder(3, NOW)], fresh: 0, prepended: 0 };
  const items = itemsOf(listing, true);
  test("heads are there when something is stuck", () => {
    expect(items.map(({ kind }) => kind)).toEqual(["group", "row", "group", "row", "row", "more"]);
    expect(itemsOf({ ...listing, stuck: [] }, false).map(({ kind }) => kind)).toEqual(["row", "row"]);
  });
  test.each([
    ["the first row, before any was chosen", -1, 1, 1],
    ["over a head", 1, 1, 3],
    ["and back", 3, -1, 1],
    ["not past the last", 4, 1, 4],
    ["not before the first", 1, -1, 1],
  ] as const)("%s", (_title, from, step, to) => expect(nextRow(items, from, step)).toBe(to));
});
