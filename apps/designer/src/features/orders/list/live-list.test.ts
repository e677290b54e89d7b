// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { OrderRow } from "@orderloom/api-contract";
import { fakeOrder } from "../../../testing/fake-orders.ts";
import { type Fetched, LiveList, matches, MOST_FRESH, MOST_STUCK } from "./live-list.ts";

const NOW = Date.parse("2026-11-11T12:00:00Z");
const order = (minutesAgo: number, change: Partial<OrderRow> = {}): OrderRow =>
  fakeOrder(minutesAgo, NOW, { id: `o${minutesAgo}`, status: "running", stuck: false, ...change });
const fetchedOf = (...rows: OrderRow[]): Fetched => ({ stuck: rows.filter((row) => row.stuck), all: rows });
const newer = (minutes: number, change: Partial<OrderRow> = {}): OrderRow =>
  order(1, { id: `new${minutes}`, receivedAt: NOW + minutes * 60_000, ...change });

function listOf(fetched: Fetched, filter = {}): { list: LiveList; ids: () => string[]; stuck: () => string[] } {
  const list = new LiveList(filter);
  list.setFetched(fetched);
  return {
    list,
    ids: () => list.listing()?.rest.map(({ id }) => id) ?? [],
    stuck: () => list.listing()?.stuck.map(({ id }) => id) ?? [],
  };
}

describe("rows that change", () => {
  test("an order that is listed shows its newest state", () => {
    const { list } = listOf(fetchedOf(order(1), order(2)));
    list.frame([order(2, { status: "done" })]);
    expect(list.listing()?.rest[1]?.status).toBe("done");
  });

  test("a new order comes first", () => {
    const { list, ids } = listOf(fetchedOf(order(1), order(2)));
    list.frame([newer(1), newer(2)]);
    expect(ids()).toEqual(["new2", "new1", "o1", "o2"]);
  });

  test("an old order that is not loaded yet does not jump in", () => {
    const { list, ids } = listOf(fetchedOf(order(1), order(2)));
    list.frame([order(500)]);
    expect(ids()).toEqual(["o1", "o2"]);
  });

  test("an order that gets stuck moves up, one that is freed moves back", () => {
    const { list, ids, stuck } = listOf(fetchedOf(order(1), order(2)));
    list.frame([order(2, { stuck: true })]);
    expect([stuck(), ids()]).toEqual([["o2"], ["o1"]]);
    list.frame([order(2)]);
    expect([stuck(), ids()]).toEqual([[], ["o1", "o2"]]);
  });

  test("the stuck ones on top are few", () => {
    const many = Array.from({ length: 20 }, (_, index) => order(index + 1, { stuck: true }));
    const { ids, stuck } = listOf(fetchedOf(...many));
    expect(stuck()).toHaveLength(MOST_STUCK);
    expect(ids()).toHaveLength(20 - MOST_STUCK);
  });
});

describe("filters", () => {
  test.each<[string, object, boolean | undefined]>([
    ["no filter", {}, true],
    ["its channel", { channel: "jd" }, true],
    ["another channel", { channel: "tmall" }, false],
    ["another status", { status: "held" }, false],
    ["received before the first day", { from: NOW + 1 }, false],
    ["received on the last day", { to: NOW + 1 }, true],
    ["a search, which only the runtime can answer", { q: "6021" }, undefined],
    ["a search of another channel", { q: "6021", channel: "tmall" }, false],
  ])("%s", (_title, filter, expected) => {
    expect(matches(order(1, { channel: "jd", receivedAt: NOW }), filter)).toBe(expected);
  });

  test("an order leaves a list it no longer belongs to", () => {
    const { list, ids } = listOf(fetchedOf(order(1), order(2)), { status: "running" });
    list.frame([order(1, { status: "done" })]);
    expect(ids()).toEqual(["o2"]);
  });

  test("nothing new joins a search", () => {
    const { list, ids } = listOf(fetchedOf(order(1)), { q: "1" });
    list.frame([newer(1)]);
    expect(ids()).toEqual(["o1"]);
  });
});

describe("while held, no row moves, comes or goes", () => {
  test("new orders are counted and wait", () => {
    const { list, ids } = listOf(fetchedOf(order(1), order(2)));
    list.hold(true);
    list.frame([newer(1), order(2, { status: "done" })]);
    expect(ids()).toEqual(["o1", "o2"]);
    expect(list.listing()?.fresh).toBe(1);
    expect(list.listing()?.rest[1]?.status).toBe("done");
  });

  test("an order that gets stuck stays where it is", () => {
    const { list, ids, stuck } = listOf(fetchedOf(order(1), order(2)));
    list.hold(true);
    list.frame([order(1, { stuck: true })]);
    expect([stuck(), ids()]).toEqual([[], ["o1", "o2"]]);
  });

  test("older pages still follow at the end", () => {
    const { list, ids } = listOf(fetchedOf(order(1), order(2)));
    list.hold(true);
    list.setFetched(fetchedOf(order(1), order(2), order(3)));
    expect(ids()).toEqual(["o1", "o2", "o3"]);
  });

  test("letting go shows everything in its place", () => {
    const { list, ids } = listOf(fetchedOf(order(1)));
    list.hold(true);
    list.frame([newer(1)]);
    list.hold(false);
    expect(ids()).toEqual(["new1", "o1"]);
    expect(list.listing()?.fresh).toBe(0);
  });

  test("a click on the pill shows them, and the list is held again", () => {
    const { list, ids } = listOf(fetchedOf(order(1)));
    list.hold(true);
    list.frame([newer(1)]);
    list.settle();
    list.frame([newer(2)]);
    expect(ids()).toEqual(["new1", "o1"]);
    expect(list.listing()?.fresh).toBe(1);
  });
});

test("rows keep their weave: what was put before them is counted", () => {
  const { list } = listOf(fetchedOf(order(1), order(2)));
  list.frame([newer(1), newer(2)]);
  expect(list.listing()?.prepended).toBe(2);
  list.frame([newer(3)]);
  expect(list.listing()?.prepended).toBe(3);
});

test("a flood of new orders asks for a fetch, once, and is not kept", () => {
  let asked = 0;
  const list = new LiveList({}, () => (asked += 1));
  list.setFetched(fetchedOf(order(1)));
  list.frame(Array.from({ length: 2 * MOST_FRESH }, (_, index) => newer(index + 1)));
  expect(asked).toBe(1);
  expect(list.listing()?.rest).toHaveLength(MOST_FRESH + 1);
  list.forget();
  list.setFetched(fetchedOf(newer(600), order(1)));
  expect(list.listing()?.rest.map(({ id }) => id)).toEqual(["new600", "o1"]);
});
