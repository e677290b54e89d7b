import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { type Definition, schemaOf } from "../schema/definition.ts";
import { analyse } from "./analysis/analyse.ts";
import { Memo } from "./analysis/memo.ts";
import type { CheckContext } from "./check-context.ts";
import { checkConnector } from "./connector.ts";
import { checkDecisionReadings } from "./decision-readings.ts";
import { checkDecisionStructure } from "./decision-structure.ts";
import { checkForm } from "./form.ts";
import { settled, validateAnew } from "./settled.ts";
import { withFixes } from "./fixes/fixes.ts";
import { checkMetric, checkQuota } from "./measures.ts";
import { checkTemplate } from "./template-places.ts";
import { checkUnused } from "./unused/unused.ts";
import { checkIds } from "./workflow-ids.ts";
import { checkKeyed } from "./workflow-keyed.ts";
import { checkReadings } from "./workflow-readings.ts";
import { checkReferences } from "./workflow-references.ts";
import { checkRegions } from "./workflow-regions.ts";
import { checkSchedule, checkStarter } from "./workflow-schedule.ts";
import { checkStructure } from "./workflow-structure.ts";

/**
 * Everything that can be said of a definition without running it, errors first. What its schema refuses is said alone:
 * the rest would only guess. A definition without errors runs.
 */
export function check(definition: Definition, context: CheckContext = {}): readonly Diagnostic[] {
  return checkWith(definition, context, new Memo());
}

/** A check that is asked again and again while somebody types: only what has changed is looked at anew. */
export interface Analysis {
  check(definition: Definition, context?: CheckContext): readonly Diagnostic[];
}

export function createAnalysis(): Analysis {
  const memo = new Memo();
  return {
    check(definition, context = {}) {
      memo.turn();
      return checkWith(definition, context, memo);
    },
  };
}

function checkWith(given: Definition, context: CheckContext, memo: Memo): readonly Diagnostic[] {
  const definition = settled(given, memo);
  const schema = schemaOf(definition.kind, definition.kind === "decision" ? definition.type : undefined);
  if (schema === undefined) return [diagnostic("error", "unknown-kind", "/kind", { given: definition.kind })];
  const malformed = validateAnew(schema, definition, memo);
  if (malformed.length > 0)
    return malformed.map(({ code, pointer, message }) => ({
      code,
      severity: "error",
      path: pointer,
      data: {},
      message,
    }));
  const seen = findings(definition, context, memo);
  const proven = analyse(definition, context, memo).filter((found) => !isEcho(found, seen));
  return [...seen, ...proven]
    .map((found) => withFixes(found, definition, context))
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** A condition that never holds because of a slip that is named already; a gap where a row is still being written. */
function isEcho(found: Diagnostic, seen: readonly Diagnostic[]): boolean {
  const slips = seen.filter(({ severity, code }) => severity === "error" || code === "value-not-listed");
  if (found.code === "table-gap" || found.code === "no-rule-takes")
    return slips.some(({ severity, path }) => severity === "error" && !path.startsWith("/outputs"));
  if (found.code !== "never-true" && found.code !== "always-true") return false;
  return slips.some(({ path }) => path === found.path || path.startsWith(`${found.path}/`));
}

const rank = { error: 0, warning: 1, info: 2 } as const;

function findings(definition: Definition, context: CheckContext, memo: Memo): readonly Diagnostic[] {
  switch (definition.kind) {
    case "workflow":
      return [
        ...checkStructure(definition, context),
        ...checkIds(definition),
        ...checkRegions(definition),
        ...checkReferences(definition, context),
        ...checkReadings(definition, context),
        ...checkSchedule(definition, context),
        ...checkKeyed(definition, context),
        ...checkStarter(definition, context),
        ...checkUnused(definition, context),
      ];
    case "decision":
      return [
        ...checkDecisionStructure(definition, context, memo),
        ...checkDecisionReadings(definition, context, memo),
        ...checkUnused(definition, context),
      ];
    case "metric":
      return checkMetric(definition);
    case "quota":
      return checkQuota(definition);
    case "form":
      return checkForm(definition);
    case "connector":
      return checkConnector(definition);
    case "template":
      return checkTemplate(definition, context);
  }
}
