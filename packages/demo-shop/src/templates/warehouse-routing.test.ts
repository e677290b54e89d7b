import { compile, type DecisionDefinition, type JsonValue } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { demoWarehouses } from "../world/demo-stock.ts";
import { shippedTemplates } from "./shipped-templates.ts";

interface Routed {
  readonly chosen: string;
  readonly ranking: readonly {
    readonly id: string;
    readonly score: number;
    readonly contributions: Readonly<Record<string, { readonly share: number }>>;
    readonly adjustments: readonly string[];
  }[];
  readonly out: readonly { readonly id: string; readonly by: string }[];
}

const NOW = "2026-11-11T09:00:00+08:00";
const decisions = shippedTemplates()
  .find(({ slug }) => slug === "warehouse-routing")
  ?.definitions.filter((definition): definition is DecisionDefinition => definition.kind === "decision");
/** The demo's warehouses as the WMS tells of them, with ten pieces of each SKU. */
const warehouses = demoWarehouses(10).map(({ stock, ...about }) => ({
  ...{ damageRate: 0.002, damageCost: 50, lateCost: 30 },
  ...about,
  stock: Object.entries(stock).map(([sku, available]) => ({ sku, available })),
}));

function route(id: string, order: object, vars: Readonly<Record<string, JsonValue>> = {}): Routed {
  const definition = decisions?.find((decision) => decision.id === id);
  if (definition === undefined) throw new Error(`there is no ${id}`);
  const facts = {
    now: NOW,
    order: { lines: [{ sku: "SR-20", quantity: 1 }], service: { coldChain: false }, attributes: {}, ...order },
    vars,
    warehouses,
  };
  const result = compile(definition).evaluate(facts);
  if (result.kind !== "value") throw new Error(JSON.stringify(result));
  return result.value as unknown as Routed; // the value of a score decision
}
const ranked = ({ ranking }: Routed) => ranking.map(({ id }) => id);
const rain = { weather: { body: { warning: "rain" } } };

test.each<[string, object, Readonly<Record<string, JsonValue>>, readonly string[], Readonly<Record<string, string>>]>([
  ["a quiet day: the cheapest that is quick enough", {}, {}, ["WH", "HZ", "CD", "GZ"], {}],
  ["rain: cold-chain warehouses count 0.6", {}, rain, ["WH", "CD", "HZ", "GZ"], {}],
  [
    "cold goods: the others are out",
    { service: { coldChain: true } },
    {},
    ["HZ", "GZ"],
    { WH: "cold-chain", CD: "cold-chain" },
  ],
  [
    "too many pieces for anybody but those that have them",
    { lines: [{ sku: "GF-9", quantity: 5 }] },
    {},
    ["HZ"],
    { GZ: "stock", WH: "stock", CD: "stock" },
  ],
  [
    "a carbon budget of 0.5 kg",
    { attributes: { carbonBudgetKg: 0.5 } },
    {},
    ["WH", "HZ"],
    { GZ: "carbon-budget", CD: "carbon-budget" },
  ],
  [
    "promised to leave within two hours",
    { deadline: "2026-11-11T11:00:00+08:00" },
    {},
    ["HZ", "GZ"],
    { WH: "leaves-in-time", CD: "leaves-in-time" },
  ],
])("%s", (_, order, vars, expected, out) => {
  const routed = route("warehouse-routing", order, vars);
  expect(ranked(routed)).toEqual(expected);
  expect(Object.fromEntries(routed.out.map(({ id, by }) => [id, by]))).toEqual(out);
});

test("each criterion's contribution sums up to the score, to 1e-9, before the rain and after it", () => {
  for (const vars of [{}, rain]) {
    for (const { score, contributions, adjustments } of route("warehouse-routing", {}, vars).ranking) {
      const sum = Object.values(contributions).reduce((total, { share }) => total + share, 0);
      expect(Math.abs(sum * (adjustments.includes("rain") ? 0.6 : 1) - score)).toBeLessThan(1e-9);
    }
  }
});

test("a high-value customer: the lowest expected cost among those more than 98 % certain", () => {
  const routing = { ranking: ["WH", "HZ", "CD", "GZ"].map((id) => ({ id })) };
  const routed = route("certain-warehouse", {}, { routing });
  expect([ranked(routed), routed.out.map(({ id }) => id)]).toEqual([
    ["HZ", "GZ"],
    ["WH", "CD"],
  ]);
});
