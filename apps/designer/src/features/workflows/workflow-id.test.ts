// @vitest-environment node
import { describe, expect, test } from "vitest";
import { idFromName, isSlug } from "./workflow-id.ts";

describe("the id of a new workflow", () => {
  test.each<[string, readonly string[], string]>([
    ["Peak-hour review", [], "peak-hour-review"],
    ["直播高峰复核", [], "workflow"],
    ["直播高峰复核", ["workflow"], "workflow-2"],
    ["双 11 VIP", [], "vip"],
    ["Gifts", ["gifts", "gifts-2"], "gifts-3"],
    ["  Crème brûlée! ", [], "cre-me-bru-le-e"],
  ])("%s, beside %j, is %s", (name, taken, id) => {
    expect(idFromName(name, new Set(taken))).toBe(id);
    expect(isSlug(id)).toBe(true);
  });
});
