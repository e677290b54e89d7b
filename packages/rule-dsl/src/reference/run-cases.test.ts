import { describe, expect, test } from "vitest";
import type { CasesDocument } from "../schema/cases.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import { fixture } from "../testing/fixtures.ts";
import { type CaseEngine, runDecisionCases } from "./run-cases.ts";

const gifts = fixture("gift-binding.decision.json") as DecisionDefinition; // the fixtures are checked by check/
const giftCases = fixture("gift-binding.cases.json") as CasesDocument;
const engines: readonly CaseEngine[] = ["reference", "compiled"];

describe.each(engines)("cases on %s", (engine) => {
  test.each(runDecisionCases(giftCases, gifts, engine).map((result) => [result.id, result] as const))(
    "gift binding: %s",
    (_, result) => {
      expect(result.differences).toEqual([]);
    },
  );

  test("a case that expects too much says what differs", () => {
    const cases: CasesDocument = {
      ...giftCases,
      cases: [{ id: "wrong", name: { en: "Wrong" }, expect: { count: 2, because: ["tmall-exact: line.sku"] } }],
    };
    const [result] = runDecisionCases(cases, gifts, engine);
    expect(result?.passed).toBe(false);
    expect(result?.differences.map((difference) => difference.field)).toEqual(["count", "because"]);
  });

  const routing = fixture("warehouse-routing.decision.json") as DecisionDefinition;
  const warehouse = (code: string, cost: number, available: number) => ({
    code,
    cost,
    hours: 24,
    coverDays: 10,
    carbonKg: 1,
    coldChain: false,
    stock: [{ sku: "CL-100", available }],
  });
  const order = {
    lines: [{ id: "1", sku: "CL-100", quantity: 3 }],
    shipTo: { city: "杭州" },
    service: { coldChain: false },
  };
  const routingCases = (expectation: CasesDocument["cases"][number]["expect"], available: number): CasesDocument => ({
    kind: "cases",
    of: "warehouse-routing",
    given: {
      order,
      answers: {
        "wms.list-warehouses": [{ output: [warehouse("HZ", 10, 5), warehouse("GZ", 8, available)] }],
        "weather.get-warning": [{ timeout: true }],
      },
    },
    cases: [{ id: "case", name: { en: "Case" }, expect: expectation }],
  });

  test.each([
    ["the cheaper warehouse wins when both have stock", 5, "GZ"],
    ["a warehouse without stock is out, however cheap", 2, "HZ"],
  ])("routing: %s", (_, available, chosen) => {
    const [result] = runDecisionCases(routingCases({}, available), routing, engine);
    expect(result?.evaluation).toMatchObject({ kind: "value", value: { chosen } });
  });

  test("routing: nobody has stock, so a person looks, with a reason for each warehouse", () => {
    const cases = routingCases({ incident: "no-warehouse", because: ["stock: order.lines"] }, 0);
    const [result] = runDecisionCases(
      { ...cases, given: { ...cases.given, order: { ...order, lines: [{ id: "1", sku: "CL-100", quantity: 9 }] } } },
      routing,
      engine,
    );
    expect(result?.differences).toEqual([]);
    expect(result?.evaluation).toMatchObject({
      code: "no-candidate",
      data: {
        out: [
          { id: "HZ", by: "stock" },
          { id: "GZ", by: "stock" },
        ],
      },
    });
  });
});
