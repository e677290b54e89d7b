// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { PromiseTable } from "@orderloom/rule-dsl";
import {
  addAhead,
  addPromise,
  aheadProblem,
  coveredBy,
  movePromise,
  narrowPromise,
  removeAhead,
  removePromise,
  setAhead,
  setPromise,
} from "./promises.ts";

const table: PromiseTable = {
  promises: [
    { id: "douyin", channels: ["douyin"], within: "PT30M", from: "paid" },
    { id: "all", within: "P1D" },
  ],
};

describe("the table of promises", () => {
  test("the order decides, and the last one cannot go further down", () => {
    const turned = movePromise(table, "all", -1);
    expect(turned.promises.map(({ id }) => id)).toEqual(["all", "douyin"]);
    expect(movePromise(turned, "douyin", 1)).toEqual(turned);
  });
  test("a new one stands at the end under an id of its own", () => {
    const ids = addPromise(addPromise(table)).promises.map(({ id }) => id);
    expect(ids).toEqual(["douyin", "all", "promise", "promise-2"]);
  });
  test("without channels it is for all of them", () => {
    expect(narrowPromise(table, "douyin", "channels", []).promises[0]).toEqual({
      id: "douyin",
      within: "PT30M",
      from: "paid",
    });
    expect(narrowPromise(table, "all", "levels", ["gold"]).promises[1]).toMatchObject({ levels: ["gold"] });
  });
  test("what is promised, and from when", () => {
    expect(setPromise(table, "all", { within: "PT4H" }).promises[1]).toEqual({ id: "all", within: "PT4H" });
    expect(removePromise(table, "all").promises).toHaveLength(1);
  });
});

describe("a promise that never counts", () => {
  const order = (...promises: PromiseTable["promises"]): PromiseTable => ({ promises });
  const within = "PT1H";
  test.each<[string, PromiseTable, number | undefined]>([
    ["after one for everybody", order({ id: "a", within }, { id: "x", channels: ["jd"], within }), 1],
    ["before one for everybody", order({ id: "x", channels: ["jd"], within }, { id: "a", within }), undefined],
    [
      "after the same channel and more",
      order({ id: "a", channels: ["jd", "tmall"], within }, { id: "x", channels: ["jd"], within }),
      1,
    ],
    [
      "after the same channel for gold only",
      order({ id: "a", channels: ["jd"], levels: ["gold"], within }, { id: "x", channels: ["jd"], within }),
      undefined,
    ],
    ["for all, after one channel", order({ id: "a", channels: ["jd"], within }, { id: "x", within }), undefined],
  ])("%s", (_, promises, place) => {
    expect(coveredBy(promises, "x")).toBe(place);
  });
});

describe("who goes ahead", () => {
  test("a line has to name a level, and each once", () => {
    const one = setAhead(addAhead(table), 0, { level: "gold" });
    const two = addAhead(one);
    expect(aheadProblem(one, 0)).toBeUndefined();
    expect(aheadProblem(two, 1)).toBe("unnamed");
    expect(aheadProblem(setAhead(two, 1, { level: "gold " }), 1)).toBe("twice");
  });
  test("without the last line nothing is kept", () => {
    expect(removeAhead(addAhead(table), 0)).toEqual(table);
  });
});
