// @vitest-environment node
import { describe, expect, test } from "vitest";
import { formatClock, formatInstant } from "../../../shared/format/date.ts";
import { pickText } from "../../../shared/format/text.ts";
import type { Format } from "../../../shared/format/use-format.ts";
import { fakeDetail, fakeTimeline, fakeWorkflow } from "../../../testing/fake-detail.ts";
import { fakeOrder } from "../../../testing/fake-orders.ts";
import { explanationText } from "./export-text.ts";
import { litEdges } from "./lit-edges.ts";

const zone = "Asia/Shanghai";
const NOW = Date.parse("2026-11-11T12:14:32Z");
const format: Format = {
  timeZone: zone,
  language: "zh-CN",
  clock: (at) => formatClock(at, zone),
  clockShort: (at) => formatClock(at, zone),
  day: (at) => formatInstant(at, zone),
  date: (at) => formatInstant(at, zone),
  instant: (at) => formatInstant(at, zone),
  moment: (at) => formatInstant(at, zone),
  duration: String,
  dwell: String,
  took: String,
  text: (text) => pickText(text, "zh-CN"),
};

test("the exported explanation tells what happened, why and why not, and whom it told", () => {
  const row = fakeOrder(0, NOW, { status: "done" });
  const words = {
    title: "订单说明",
    exported: "导出",
    why: "为什么",
    whyNot: "为什么不是别的",
    ledger: "对外动作",
    tasks: "人工任务",
    amendments: "改动",
  };
  const text = explanationText(fakeDetail(row), fakeTimeline(row), format, words);
  expect(text).toContain(`# 订单说明 ${row.id}`);
  expect(text).toContain("因此送人工复核");
  expect(text).toContain("    - ✗ 金额低于 ¥500，且不超过 20 行 (现为 ¥1,280，多 ¥780.01)");
  expect(text).toContain("## 对外动作");
  expect(text).not.toContain("undefined");
});

describe("which edges are lit", () => {
  test.each([
    ["the port it says", [{ nodeId: "peak-check", port: "otherwise" }, { nodeId: "gifts" }], ["peak-check/otherwise"]],
    [
      "else the one into the node visited next",
      [{ nodeId: "peak-check" }, { nodeId: "hold" }, { nodeId: "gifts" }],
      ["peak-check/review"],
    ],
    [
      "a parallel leaves by all that were visited",
      [{ nodeId: "hold" }, { nodeId: "supervisor" }, { nodeId: "until-calm" }],
      ["hold/person", "hold/calm"],
    ],
    ["nothing follows the last", [{ nodeId: "reserve" }], []],
    ["a node that is not in this version", [{ nodeId: "gone", port: "next" }], []],
  ])("%s", (_title, path, expected) => expect([...litEdges(fakeWorkflow, path)]).toEqual(expected));
});
