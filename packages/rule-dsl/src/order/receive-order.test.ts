import { describe, expect, it } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { isRecord } from "../schema/json-schema.ts";
import { channels, shortOrderNumber } from "./channels.ts";
import { countryCodes } from "./countries.ts";
import { currencyCodes, minorUnitDigits } from "./currencies.ts";
import { isRealInstant } from "./instant.ts";
import { decimalText, lineTotal } from "./money.ts";
import { parseOrder, sameContent } from "./receive-order.ts";

const order = fixture("order.json");
const base: Readonly<Record<string, unknown>> = isRecord(order) ? order : {};
const line = (over: object = {}): object => ({
  id: "1",
  sku: "CL-100",
  quantity: 1,
  unitPrice: { minorUnits: 100, currency: "CNY" },
  ...over,
});
const problemsOf = (input: unknown): string[] => {
  const parsed = parseOrder(input);
  return parsed.ok ? [] : parsed.error.map((one) => `${one.code} ${one.pointer}`);
};

describe("what is refused, and where", () => {
  const rows: [string, unknown, string[]][] = [
    ["the order of the fixtures is taken", order, []],
    ["the same as text", JSON.stringify(order), []],
    ["nothing", " ", ["empty-body "]],
    ["half an order", '{"channel": "tm', ["malformed-json "]],
    ["a channel that only looks given", { ...base, channel: "  " }, ["too-short /channel"]],
    ["a channel we do not know", { ...base, channel: "ebay" }, ["unknown-channel /channel"]],
    [
      "a country that is none",
      { ...base, shipTo: { country: "XX", street: "1", name: "A" } },
      ["unknown-country /shipTo/country"],
    ],
    [
      "a currency that is none",
      { ...base, total: { minorUnits: 1, currency: "ABC" } },
      ["unknown-currency /total/currency"],
    ],
    [
      "yuan and dollars",
      { ...base, lines: [line(), line({ id: "2", unitPrice: { minorUnits: 5, currency: "USD" } })] },
      ["mixed-currencies /lines/1/unitPrice/currency"],
    ],
    ["two lines of one id", { ...base, lines: [line(), line()] }, ["duplicate-line-id /lines/1/id"]],
    ["a gift of nothing", { ...base, lines: [line({ boundTo: "9" })] }, ["unknown-bound-line /lines/0/boundTo"]],
    ["a gift of itself", { ...base, lines: [line({ boundTo: "1" })] }, ["unknown-bound-line /lines/0/boundTo"]],
    ["30 February", { ...base, placedAt: "2026-02-30T10:00:00+08:00" }, ["wrong-format /placedAt"]],
    [
      "more money than there is",
      {
        ...base,
        lines: [line({ quantity: 1_000_000, unitPrice: { minorUnits: 9_000_000_000_000_000, currency: "CNY" } })],
      },
      ["out-of-range /lines/0/unitPrice/minorUnits"],
    ],
  ];
  it.each(rows)("%s", (_title, input, expected) => {
    expect(problemsOf(input)).toEqual(expected);
  });

  it("says which channels there are", () => {
    const parsed = parseOrder({ ...base, channel: "ebay" }, { channels: ["tmall", "jd"] });
    expect(parsed.ok ? "" : parsed.error[0]?.message.en).toBe("There is no channel “ebay”. Known: tmall, jd.");
  });
});

describe("what is filled in", () => {
  const received = (over: object): Record<string, unknown> => {
    const parsed = parseOrder({ ...base, ...over });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return parsed.value;
  };
  it("the total is the sum of the lines, 3 x 260 and 2 x 250", () => {
    expect(received({ total: undefined })["total"]).toEqual({ minorUnits: 128_000, currency: "CNY" });
  });
  it("a total that the channel states stands, discounts and all", () => {
    expect(received({ total: { minorUnits: 99_900, currency: "CNY" } })["total"]).toEqual({
      minorUnits: 99_900,
      currency: "CNY",
    });
  });
  it("the platform gives its own id", () => {
    expect(received({ id: "OL-1" })).not.toHaveProperty("id");
  });
  it("texts are trimmed and in form C, phones in digits", () => {
    const customer = { name: " Jose\u0301 ", phone: "+86 138-0000-6021" };
    expect(received({ customer })["customer"]).toEqual({ name: "José", phone: "13800006021" });
  });
  it("a masked number stays as it came", () => {
    expect(received({ customer: { phone: "138****6021" } })["customer"]).toEqual({ phone: "138****6021" });
  });
});

describe("line totals", () => {
  const rows: [string, Parameters<typeof lineTotal>[0], number | undefined][] = [
    ["3 x 260.00 yuan", { id: "1", sku: "A", quantity: 3, unitPrice: { minorUnits: 26_000, currency: "CNY" } }, 78_000],
    [
      "3 x 0.125 is 0.375: a half goes to the even 0.38",
      { id: "1", sku: "A", quantity: 3, unitPrice: { minorUnits: 125, currency: "CNY", scale: 3 } },
      38,
    ],
    [
      "1 x 0.125 goes to the even 0.12",
      { id: "1", sku: "A", quantity: 1, unitPrice: { minorUnits: 125, currency: "CNY", scale: 3 } },
      12,
    ],
    [
      "0.1251 is past the half",
      { id: "1", sku: "A", quantity: 1, unitPrice: { minorUnits: 1251, currency: "CNY", scale: 4 } },
      13,
    ],
    [
      "a price of no decimals in yuan",
      { id: "1", sku: "A", quantity: 2, unitPrice: { minorUnits: 7, currency: "CNY", scale: 0 } },
      1400,
    ],
    ["yen have none", { id: "1", sku: "A", quantity: 2, unitPrice: { minorUnits: 500, currency: "JPY" } }, 1000],
    [
      "a rebate of half a fen goes to even too",
      { id: "1", sku: "A", quantity: 1, unitPrice: { minorUnits: -15, currency: "CNY", scale: 3 } },
      -2,
    ],
    [
      "its own total rules",
      {
        id: "1",
        sku: "A",
        quantity: 3,
        unitPrice: { minorUnits: 1, currency: "CNY" },
        total: { minorUnits: 2, currency: "CNY" },
      },
      2,
    ],
  ];
  it.each(rows)("%s", (_title, given, minorUnits) => {
    expect(lineTotal(given)?.minorUnits).toBe(minorUnits);
  });
});

describe("the same content", () => {
  const parsed = (over: object = {}): Parameters<typeof sameContent>[0] => {
    const one = parseOrder({ ...base, ...over });
    if (!one.ok) throw new Error(JSON.stringify(one.error));
    return one.value;
  };
  it("however its fields are ordered and its phone is written", () => {
    const turned = Object.fromEntries(Object.entries(base).reverse());
    expect(sameContent(parsed(), parsed(turned))).toBe(true);
    expect(sameContent(parsed(), parsed({ total: undefined, id: "another" }))).toBe(true);
  });
  it("not with another quantity", () => {
    expect(sameContent(parsed(), parsed({ lines: [line()] }))).toBe(false);
  });
});

describe("data", () => {
  it("lists the countries and the currencies in use", () => {
    expect(countryCodes).toHaveLength(249);
    expect(new Set(countryCodes).size).toBe(249);
    const inUse = new Set(Intl.supportedValuesOf("currency"));
    // What ISO 4217 lists and ICU leaves out: units of account, and Venezuela's second code.
    const units = "BOV CHE CHW CLF COU MXV USN UYI UYW VED".split(" ");
    expect(currencyCodes.filter((code) => !inUse.has(code))).toEqual(units);
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  });
  it.each([
    ["CNY", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["CLF", 4],
  ])("%s has %i decimals", (code, digits) => {
    expect(minorUnitDigits(code)).toBe(digits);
  });
  it.each<[number, number, string]>([
    [128_000, 2, "1280.00"],
    [5, 2, "0.05"],
    [-5, 2, "-0.05"],
    [7, 0, "7"],
    [1, 3, "0.001"],
  ])("%i with %i decimals is %s", (amount, digits, text) => {
    expect(decimalText(amount, digits)).toBe(text);
  });
  it("gives each channel a prefix of its own", () => {
    expect(new Set(channels.map((channel) => channel.prefix)).size).toBe(channels.length);
  });
  it.each([
    ["douyin", "DY2026111120087731", "DY·087731"],
    ["tmall", "7", "TM·7"],
    ["other-shop", "A-1234567", "OTH·234567"],
  ])("%s %s is shown as %s", (channel, id, shown) => {
    expect(shortOrderNumber(channel, id)).toBe(shown);
  });
  it.each([
    ["2026-02-29T10:00:00Z", false],
    ["2028-02-29T10:00Z", true],
    ["2026-11-11T24:00:00Z", false],
    ["2026-11-11T20:14:31+08:00", true],
    ["2026-13-01T00:00:00Z", false],
  ])("%s is an instant: %s", (text, real) => {
    expect(isRealInstant(text)).toBe(real);
  });
});
