import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { isRecord } from "./json-schema.ts";
import { OrderInput } from "./order.ts";
import { problemsFromErrors } from "./problems-from-errors.ts";
import { validate } from "./validate.ts";

const compiled = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(OrderInput);

/** The fixture's order with one place changed; `undefined` takes the place away. */
function orderWith(pointer: string, value: unknown): unknown {
  const order = fixture("order.json");
  const steps = pointer.slice(1).split("/");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<unknown>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isRecord(at) ? at[step] : undefined),
    order,
  );
  if (typeof parent !== "object" || parent === null) throw new Error(`no place ${pointer}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return order;
}

const rows: [string, unknown, string[]][] = [
  ["the order of the fixtures", fixture("order.json"), []],
  ["no channel", orderWith("/channel", undefined), ["missing-field /channel"]],
  ["an empty channel", orderWith("/channel", ""), ["too-short /channel"]],
  ["a channel that is a number", orderWith("/channel", 7), ["wrong-type /channel"]],
  ["a field nobody knows", orderWith("/gift", true), ["unknown-field /gift"]],
  [
    "two fields nobody knows",
    orderWith("/customer", { vip: true, mood: "good" }),
    ["unknown-field /customer/mood", "unknown-field /customer/vip"],
  ],
  [
    "an attribute with a hyphen",
    orderWith("/attributes", { "anchor-id": "x" }),
    ["wrong-format /attributes/anchor-id"],
  ],
  ["no lines", orderWith("/lines", []), ["too-short /lines"]],
  [
    "too many lines",
    orderWith(
      "/lines",
      Array.from({ length: 501 }, (_, i) => ({
        id: `l${i}`,
        sku: "A",
        quantity: 1,
        unitPrice: { minorUnits: 1, currency: "CNY" },
      })),
    ),
    ["too-long /lines"],
  ],
  ["a quantity of none", orderWith("/lines/0/quantity", 0), ["out-of-range /lines/0/quantity"]],
  ["half a piece", orderWith("/lines/1/quantity", 0.5), ["wrong-type /lines/1/quantity"]],
  ["a price in floats", orderWith("/lines/0/unitPrice", 260), ["wrong-type /lines/0/unitPrice"]],
  [
    "a currency in words",
    orderWith("/lines/0/unitPrice/currency", "yuan"),
    ["wrong-format /lines/0/unitPrice/currency"],
  ],
  ["a way of paying that is none", orderWith("/payment/method", "barter"), ["not-in-list /payment/method"]],
  ["a day without its offset", orderWith("/placedAt", "2026-11-11"), ["wrong-format /placedAt"]],
  [
    "a street and its name away",
    orderWith("/shipTo", { country: "CN" }),
    ["missing-field /shipTo/name", "missing-field /shipTo/street"],
  ],
  ["a list instead of an order", [], ["wrong-type "]],
  ["nothing", null, ["wrong-type "]],
];

describe("the compiled fast path tells the same as the interpreted one", () => {
  it.each(rows)("%s", (_title, order, expected) => {
    const byName = (problems: readonly { code: string; pointer: string }[]): string[] =>
      problems.map((one) => `${one.code} ${one.pointer}`).sort();
    compiled(order);
    const fast = problemsFromErrors(compiled.errors ?? [], order, OrderInput);
    const slow = validate(OrderInput, order);
    expect(byName(slow)).toEqual(expected);
    expect(byName(fast)).toEqual(expected);
    const sentences = (problems: typeof slow): string[] => problems.map((one) => one.message.en).sort();
    expect(sentences(fast)).toEqual(sentences(slow));
  });
});
