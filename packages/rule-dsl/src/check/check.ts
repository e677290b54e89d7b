import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { catalogueFor } from "../facts/catalogue.ts";
import { type Definition, schemaOf } from "../schema/definition.ts";
import { validate } from "../schema/validate.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCondition } from "./conditions.ts";
import { checkDecisionReadings } from "./decision-readings.ts";
import { checkDecisionStructure } from "./decision-structure.ts";
import { checkValues } from "./expressions.ts";
import { scopeOf } from "./reading-scope.ts";
import { checkTemplate } from "./template-places.ts";
import { checkReadings } from "./workflow-readings.ts";
import { checkReferences } from "./workflow-references.ts";
import { checkRegions } from "./workflow-regions.ts";
import { checkStructure } from "./workflow-structure.ts";

/**
 * Everything that can be said of a definition without running it, errors first. What its schema refuses is said alone:
 * the rest would only guess. A definition without errors runs.
 */
export function check(definition: Definition, context: CheckContext = {}): readonly Diagnostic[] {
  const schema = schemaOf(definition.kind, definition.kind === "decision" ? definition.type : undefined);
  if (schema === undefined) return [diagnostic("error", "unknown-kind", "/kind", { given: definition.kind })];
  const malformed = validate(schema, definition);
  if (malformed.length > 0)
    return malformed.map(({ code, pointer, message }) => ({
      code,
      severity: "error",
      path: pointer,
      data: {},
      message,
    }));
  return [...findings(definition, context)].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

const rank = { error: 0, warning: 1, info: 2 } as const;

function findings(definition: Definition, context: CheckContext): readonly Diagnostic[] {
  switch (definition.kind) {
    case "workflow":
      return [
        ...checkStructure(definition, context),
        ...checkRegions(definition),
        ...checkReferences(definition, context),
        ...checkReadings(definition),
      ];
    case "decision":
      return [...checkDecisionStructure(definition, context), ...checkDecisionReadings(definition)];
    case "metric": {
      const scope = scopeOf(catalogueFor(definition), { roots: ["event"] });
      return [
        ...checkValues(definition.of, "/of", scope),
        ...(definition.of.when === undefined ? [] : checkCondition(definition.of.when, "/of/when", scope)),
      ];
    }
    case "quota":
      return checkValues(definition.allow, "/allow", scopeOf(catalogueFor(definition)));
    case "template":
      return checkTemplate(definition, context);
    case "form":
    case "connector":
      return [];
  }
}
