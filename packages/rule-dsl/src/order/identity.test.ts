import { describe, expect, it } from "vitest";
import { fixtureOrder } from "../testing/fixtures.ts";
import { identityOf, pairKeysOf } from "./identity.ts";
import { traceIdOf } from "./trace-id.ts";

type Ordering = Parameters<typeof identityOf>[0];
const tmall: Ordering = { ...fixtureOrder(), channel: "tmall" };
const with_ = (over: Partial<Ordering["customer"]>, ship: Partial<Ordering["shipTo"]> = {}): Ordering => ({
  channel: "douyin",
  customer: { ...tmall.customer, ...over },
  shipTo: { ...tmall.shipTo, ...ship },
});

describe("the same customer", () => {
  const rows: [string, Ordering, boolean][] = [
    ["on another channel", with_({}), true],
    ["with the phone written otherwise", with_({ phone: "+86 138 0000 6021" }), true],
    [
      "with the address written otherwise",
      with_({}, { province: "浙江", city: "杭州", street: "文一西路969号3幢1201" }),
      true,
    ],
    ["under another name", with_({ name: "Li" }), true],
    ["another phone", with_({ phone: "13900000000" }, { phone: "13900000000" }), false],
    ["another door", with_({}, { street: "文一西路 969 号 3 幢 1202" }), false],
    ["another device", with_({ deviceId: "ffff" }), false],
  ];
  it.each(rows)("%s: %s", (_title, order, same) => {
    expect(identityOf(order) === identityOf(tmall)).toBe(same);
  });
  it("by the buyer token where the phone is masked, on its own channel only", () => {
    const masked = (channel: string): Ordering => ({
      ...with_({ phone: "138****6021" }, { phone: "138****6021" }),
      channel,
    });
    expect(identityOf(masked("douyin"))).toBe(
      identityOf({ ...masked("douyin"), customer: { ...masked("douyin").customer, phone: "*" } }),
    );
    expect(identityOf(masked("douyin"))).not.toBe(identityOf(masked("jd")));
  });
  it("never under the salt of another organisation", () => {
    expect(identityOf(tmall, "a")).not.toBe(identityOf(tmall, "b"));
  });
});

describe("pair keys (S13)", () => {
  it("two of three in common make a candidate", () => {
    const mine = pairKeysOf(tmall);
    const moved = pairKeysOf(with_({}, { street: "elsewhere" }));
    expect(moved.phoneDevice).toBe(mine.phoneDevice);
    expect(moved.phoneAddress).not.toBe(mine.phoneAddress);
  });
  it("a pair that is not whole is no key", () => {
    const noDevice: Ordering = { channel: "jd", customer: { phone: "13800006021" }, shipTo: tmall.shipTo };
    expect(Object.keys(pairKeysOf(noDevice))).toEqual(["phoneAddress"]);
  });
});

it("a trace id names the order, the channel and the moment", () => {
  expect(traceIdOf("OL-1", "douyin", 0)).toMatch(/^OL-1-DY-[0-9a-f]{8}$/);
  expect(traceIdOf("OL-1", "douyin", 0)).not.toBe(traceIdOf("OL-1", "douyin", 1));
});
