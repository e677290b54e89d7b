import { compile, type ScoreDecision } from "@orderloom/rule-dsl";

const criteria = 12;

/** Twelve criteria of equal weight, half of them better when lower, with a constraint and an adjustment. */
const decision: ScoreDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "bench-score",
  name: { en: "Bench" },
  type: "score",
  candidates: { of: "=vars.warehouses", as: "warehouse", id: "=warehouse.code" },
  require: [{ id: "stock", when: { fact: "warehouse", path: "$.stock", operator: "greaterThanInclusive", value: 3 } }],
  criteria: Array.from({ length: criteria }, (_, place) => ({
    id: `c${String(place)}`,
    value: `=warehouse.c${String(place)}`,
    better: place % 2 === 0 ? "lower" : "higher",
    weight: 100 / criteria,
  })),
  adjust: [{ id: "rain", when: { fact: "warehouse", path: "$.rain", operator: "equal", value: true }, multiply: 0.6 }],
  tieBreak: ["c0", "id"],
};

/** One ranking of `warehouses` candidates; the return value keeps it from being left out. */
export function scoring(warehouses: number): () => string {
  const compiled = compile(decision);
  const list = Array.from({ length: warehouses }, (_, place) => ({
    code: `W${String(place)}`,
    stock: place % 10,
    rain: place % 7 === 0,
    ...Object.fromEntries(
      Array.from({ length: criteria }, (__, one) => [`c${String(one)}`, ((place * 31 + one * 17) % 97) + 1]),
    ),
  }));
  const facts = { order: {}, vars: { warehouses: list }, metrics: {}, quotas: {} };
  return () => compiled.evaluate(facts).kind;
}
