/** What a decision can come to, where its definition says so: a later switch knows it. */
import type { DecisionDefinition, TableDecision } from "../../schema/decision.ts";
import { parseExpression } from "../../expression/syntax/parse-feel.ts";
import { catalogueFor } from "../../facts/catalogue.ts";
import { constantOf, openParser } from "./feel-parts.ts";
import { readingOf } from "./reading.ts";
import { logical, missing, ordered, texts, type ValueSet } from "./value-set.ts";

export interface Output {
  /** Below the variable that keeps the result: `.days`, or nothing. */
  readonly path: string;
  readonly values: ValueSet;
}

export function outputsOf(decision: DecisionDefinition): readonly Output[] {
  switch (decision.type) {
    case "table":
      return tableOutputs(decision);
    case "mapping": {
      const { unknown } = decision;
      const other = typeof unknown === "object" ? texts(unknown.value) : unknown === "null" ? missing : [];
      return [{ path: "", values: [...texts(...decision.entries.map(({ to }) => to)), ...other] }];
    }
    case "rules": {
      if (decision.each !== undefined || (decision.policy ?? "first") !== "first") return [];
      // No rule may hold, and then there is nothing.
      return [{ path: ".type", values: [...texts(...decision.rules.map(({ event }) => event.type)), ...missing] }];
    }
    case "score":
    case "expression":
      return [];
  }
}

const single: ReadonlySet<TableDecision["hitPolicy"]> = new Set(["UNIQUE", "FIRST", "PRIORITY", "ANY"]);

/** No row may be hit, and then there is nothing, unless there is a default row. */
function tableOutputs(table: TableDecision): readonly Output[] {
  if (!single.has(table.hitPolicy)) return [];
  const rows = [...table.rows.map(({ then }) => then), ...(table.default === undefined ? [] : [table.default])];
  const none = table.default === undefined ? missing : [];
  return table.outputs.flatMap(({ id }) => {
    const cells = rows.map((then) => literalCell((then[id] ?? "").trim()));
    const values = cells.flatMap((cell) => cell ?? []);
    return cells.some((cell) => cell === undefined) ? [] : [{ path: `.${id}`, values: [...values, ...none] }];
  });
}

const reading = readingOf(catalogueFor());

/** What a result cell gives, where it is no formula. Moments and the like become texts, and are left unknown. */
export function resultOf(text: string): string | number | boolean | null | undefined {
  if (text === "") return null;
  const parsed = parseExpression(text, openParser);
  const value = parsed.ok ? constantOf(parsed.node, reading) : undefined;
  return value?.isNull === true ? null : value?.plain;
}

function literalCell(text: string): ValueSet | undefined {
  const value = resultOf(text);
  if (value === null) return missing;
  if (typeof value === "string") return texts(value);
  if (typeof value === "boolean") return logical(value);
  return value === undefined ? undefined : ordered("=", value);
}
