import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type {
  DecisionDefinition,
  MappingDecision,
  RulesDecision,
  ScoreDecision,
  TableDecision,
} from "../schema/decision.ts";
import type { Memo } from "./analysis/memo.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCalls } from "./decision-calls.ts";
import { repeatedIds } from "./ids.ts";
import { eachAnew } from "./settled.ts";

/** Whether the parts of a decision fit each other: ids, columns, weights, fetched facts. */
export function checkDecisionStructure(
  decision: DecisionDefinition,
  context: CheckContext,
  memo: Memo,
): readonly Diagnostic[] {
  return [...checkFetchedFacts(decision, context), ...checkCalls(decision, context), ...checkParts(decision, memo)];
}

function checkParts(decision: DecisionDefinition, memo: Memo): readonly Diagnostic[] {
  switch (decision.type) {
    case "rules":
      return checkRules(decision);
    case "table":
      return checkTable(decision, memo);
    case "score":
      return checkScore(decision);
    case "mapping":
      return checkMapping(decision);
    case "expression":
      return repeatedIds(decision.entries, "/entries");
  }
}

function checkRules({ rules, groups = [] }: RulesDecision): readonly Diagnostic[] {
  const known = new Set(groups.map(({ id }) => id));
  return [
    ...repeatedIds(rules, "/rules"),
    ...repeatedIds(groups, "/groups"),
    ...rules.flatMap(({ group }, index) =>
      group === undefined || known.has(group)
        ? []
        : [diagnostic("error", "unknown-group", `/rules/${String(index)}/group`, { id: group })],
    ),
  ];
}

/** Only reading actions may fetch facts (S15). */
function checkFetchedFacts(decision: DecisionDefinition, context: CheckContext): readonly Diagnostic[] {
  const facts = decision.facts ?? [];
  const calls = facts.flatMap(({ action: { connector, name } }, index) => {
    if (context.action === undefined) return [];
    const place = `/facts/${String(index)}/action`;
    const action = context.action(connector, name);
    if (action === undefined) {
      const known = context.connector?.(connector) ?? false;
      return [
        known
          ? diagnostic("error", "unknown-action", place, { connector, action: name })
          : diagnostic("error", "unknown-connector", place, { id: connector }),
      ];
    }
    return action.effect === "read" ? [] : [diagnostic("error", "not-a-read", place, { action: name })];
  });
  return [...repeatedIds(facts, "/facts"), ...calls];
}

function checkTable(table: TableDecision, memo: Memo): readonly Diagnostic[] {
  const inputs = new Set(table.inputs.map(({ id }) => id));
  const outputs = new Set(table.outputs.map(({ id }) => id));
  const unknown = (
    cells: Readonly<Record<string, string>>,
    known: ReadonlySet<string>,
    place: string,
  ): readonly Diagnostic[] =>
    Object.keys(cells)
      .filter((id) => !known.has(id))
      .map((id) => diagnostic("error", "unknown-column", `${place}/${id}`, { id }));
  const missing = (cells: Readonly<Record<string, string>>, row: string, place: string): readonly Diagnostic[] =>
    [...outputs]
      .filter((column) => !Object.hasOwn(cells, column))
      .map((column) => diagnostic("error", "missing-output", place, { row, column }));
  const right = memo.rightParts("structure", JSON.stringify([[...inputs], [...outputs]]));
  return [
    ...repeatedIds([...table.inputs, ...table.outputs], "/columns"),
    ...repeatedIds(table.rows, "/rows"),
    ...eachAnew(table.rows, right, (row, index) => {
      const place = `/rows/${String(index)}`;
      return [
        ...unknown(row.when, inputs, `${place}/when`),
        ...unknown(row.then, outputs, `${place}/then`),
        ...missing(row.then, row.id, `${place}/then`),
      ];
    }),
    ...(table.default === undefined
      ? []
      : [...unknown(table.default, outputs, "/default"), ...missing(table.default, "default", "/default")]),
  ];
}

const HUNDRED = 100;
const ROUNDING = 1e-9;

function checkScore(score: ScoreDecision): readonly Diagnostic[] {
  const sum = score.criteria.reduce((total, { weight }) => total + weight, 0);
  const ids = new Set(["id", ...score.criteria.map(({ id }) => id)]);
  return [
    ...repeatedIds(score.criteria, "/criteria"),
    ...repeatedIds(score.require ?? [], "/require"),
    ...repeatedIds(score.adjust ?? [], "/adjust"),
    ...(Math.abs(sum - HUNDRED) > ROUNDING ? [diagnostic("warning", "weights-not-hundred", "/criteria", { sum })] : []),
    ...(score.tieBreak ?? []).flatMap((id, index) =>
      ids.has(id) ? [] : [diagnostic("error", "tie-break-unknown", `/tieBreak/${String(index)}`, { id })],
    ),
  ];
}

function checkMapping(mapping: MappingDecision): readonly Diagnostic[] {
  const columns = new Set(mapping.from);
  const values = mapping.to.values === undefined ? undefined : new Set(mapping.to.values);
  const keys = new Map<string, string>();
  const entries = mapping.entries.flatMap((entry, index) => {
    const place = `/entries/${String(index)}`;
    const key = JSON.stringify(mapping.from.map((column) => entry.from[column]));
    const twin = keys.get(key);
    keys.set(key, entry.id);
    return [
      ...Object.keys(entry.from).flatMap((id) =>
        columns.has(id) ? [] : [diagnostic("error", "unknown-column", `${place}/from/${id}`, { id })],
      ),
      ...mapping.from.flatMap((field) =>
        Object.hasOwn(entry.from, field) ? [] : [diagnostic("error", "missing-field", `${place}/from`, { field })],
      ),
      ...(values?.has(entry.to) === false
        ? [diagnostic("error", "not-in-list", `${place}/to`, { field: "to", allowed: [...values], given: entry.to })]
        : []),
      ...(twin === undefined
        ? []
        : [diagnostic("error", "duplicate-id", `${place}/from`, { id: `${twin}, ${entry.id}` })]),
    ];
  });
  return [...repeatedIds(mapping.entries, "/entries"), ...entries];
}
