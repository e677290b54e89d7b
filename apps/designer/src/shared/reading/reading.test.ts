// @vitest-environment node
import { catalogueFor } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { lengthIn } from "./duration-field.tsx";
import { fieldOptions, matches, openOption } from "./field-options.ts";
import { instantOf, localText } from "./moment-input.tsx";
import { numberIn } from "./number-input.tsx";

describe("values as people write them", () => {
  test.each<[string, number | undefined]>([
    ["500", 500],
    ["¥1,280.50", 1280.5],
    ["500 %", 500],
    ["３ 件", 3],
    ["−6.4", -6.4],
    ["US$20", 20],
    ["a lot", undefined],
    ["1.2.3", undefined],
    ["", undefined],
  ])("the number %s", (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  test.each([
    ["PT30M", { count: "30", unit: "minute" }],
    ["P2D", { count: "2", unit: "day" }],
    ["PT1.5S", { count: "1.5", unit: "second" }],
    ["P1DT2H", undefined],
  ])("the length %s", (text, length) => {
    expect(lengthIn(text)).toEqual(length);
  });

  test.each([
    ["2026-11-11T20:00", "Asia/Shanghai", "2026-11-11T20:00:00+08:00"],
    ["2026-07-01T09:30", "America/New_York", "2026-07-01T09:30:00-04:00"],
    ["2026-03-29T04:00", "Europe/Berlin", "2026-03-29T04:00:00+02:00"],
    ["2026-03-29T01:00", "Europe/Berlin", "2026-03-29T01:00:00+01:00"],
    ["soon", "Asia/Shanghai", undefined],
  ])("%s in %s", (local, zone, instant) => {
    expect(instantOf(local, zone)).toBe(instant);
    if (instant !== undefined) expect(localText(instant, zone)).toBe(local);
  });
});

describe("fields that can be picked", () => {
  const catalogue = catalogueFor();
  const options = fieldOptions(catalogue, true);
  const found = (search: string): readonly string[] =>
    options.filter((option) => matches(option, search)).map(({ key }) => key);

  test.each([
    ["订单金额", "order.total"],
    ["order total", "order.total"],
    ["payment.meth", "order.payment.method"],
    ["商品行", "count(order.lines)"],
    ["行数量", "sum(order.lines.quantity)"],
  ])("%s finds %s", (search, key) => {
    expect(found(search)).toContain(key);
  });

  test("the order comes first, and nothing that stands for many metrics is offered", () => {
    expect(options[0]?.group).toBe("order");
    expect(options.some(({ path }) => path.includes("*"))).toBe(false);
  });

  test.each([
    ["an attribute of a channel's own", "order.attributes.storeCode", true],
    ["a field that there cannot be", "order.totl", false],
    ["no path at all", "store code", false],
  ])("%s can be written out: %s", (_, text, isOpen) => {
    expect(openOption(text, catalogue) !== undefined).toBe(isOpen);
  });
});
