import type { TableDecision } from "@orderloom/rule-dsl";

type Row = TableDecision["rows"][number];

const levels = ["gold", "silver", "member", "business"];
const quoted = (text: string): string => JSON.stringify(text);

/**
 * Rows by product, level, amount and days overdue, such as an exported price or credit list has; `every` so many rows
 * one is planted that takes some of what its neighbour takes.
 */
export function largeTable(size: number, hitPolicy: TableDecision["hitPolicy"], every = 1000): TableDecision {
  const rows = Array.from({ length: size }, (_, index): Row => {
    const band = index % 5;
    const family = Math.floor(index / 20);
    const level = levels[Math.floor(index / 5) % levels.length] ?? "gold";
    const isPlanted = index % every === every - 2;
    return {
      id: `r${String(index)}`,
      when: {
        family: quoted(`F-${String(family)}`),
        level: quoted(level),
        total: `[${String(band * 100)}..${String((band + (isPlanted ? 1.5 : 1)) * 100)})`,
        overdue: index % 3 === 0 ? "<= 30" : "-",
      },
      then: { days: String((index * 7) % 61) },
    };
  });
  return tableOf(rows, hitPolicy);
}

/** Rows of thresholds alone, overlapping by hundreds. */
export function thresholdTable(size: number): TableDecision {
  const rows = Array.from({ length: size }, (_, index): Row => {
    const from = (index * 37) % 100_000;
    return {
      id: `r${String(index)}`,
      when: {
        family: "-",
        level: index % 2 === 0 ? "-" : quoted(levels[index % 4] ?? "gold"),
        total: `[${String(from)}..${String(from + 500)})`,
        overdue: `>= ${String(index % 97)}`,
      },
      then: { days: String(index % 61) },
    };
  });
  rows.push({ id: "rest", when: {}, then: { days: "0" } });
  return tableOf(rows, "FIRST");
}

function tableOf(rows: readonly Row[], hitPolicy: TableDecision["hitPolicy"]): TableDecision {
  return {
    kind: "decision",
    schemaVersion: 1,
    id: "large",
    name: { en: "Large" },
    type: "table",
    hitPolicy,
    inputs: [
      { id: "family", name: { en: "Family" }, expression: "order.attributes.family", type: "string" },
      { id: "level", name: { en: "Level" }, expression: "order.customer.level", type: "string" },
      { id: "total", name: { en: "Total" }, expression: "order.total", type: "number" },
      { id: "overdue", name: { en: "Overdue" }, expression: "order.attributes.daysOverdue", type: "number" },
    ],
    outputs: [{ id: "days", name: { en: "Days" }, type: "number" }],
    rows: [...rows],
  };
}
