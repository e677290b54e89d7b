import { expect, test } from "vitest";
import { clear, nothingSelected, selectAll, toggle, undo, without } from "./selection.ts";

const idsOf = (selection: { readonly ids: ReadonlySet<string> }) => [...selection.ids];

test("one in, one out", () => {
  const one = toggle(nothingSelected, "a");
  expect([idsOf(one), idsOf(toggle(one, "a"))]).toEqual([["a"], []]);
});
test("all of a cause leaves aside what takes two people, and says how many", () => {
  const all = selectAll(nothingSelected, { ids: ["a", "b", "c", "d"], several: ["b"], held: ["b", "d"] });
  expect([idsOf(all), all.setAside, all.held]).toEqual([["a", "c"], 1, 1]);
});
test("a slip is undone, step by step", () => {
  const before = toggle(toggle(nothingSelected, "a"), "b");
  const slipped = clear(before);
  expect(idsOf(slipped)).toEqual([]);
  expect(idsOf(undo(slipped))).toEqual(["a", "b"]);
  expect(idsOf(undo(undo(slipped)))).toEqual(["a"]);
  expect(idsOf(undo(nothingSelected))).toEqual([]);
});
test("what was decided elsewhere leaves the selection", () => {
  expect(
    idsOf(without(selectAll(nothingSelected, { ids: ["a", "b"], several: [], held: [] }), (id) => id === "a")),
  ).toEqual(["b"]);
});
