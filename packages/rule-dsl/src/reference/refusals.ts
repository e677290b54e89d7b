import type { Facts } from "../expression/values.ts";
import { fromFact, isList } from "../expression/values.ts";
import type { CompileContext } from "../compile/evaluation.ts";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import { Calls } from "./calls.ts";
import { evaluateByReference } from "./evaluate-decision.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { pathText } from "./read-path.ts";
import { cellAccepts, feel, readsOfFeel, type Session, startSession, withFacts, withName } from "./session.ts";

/**
 * `<rule, row or constraint>: <fact path>` for each leaf or cell that refused, found by trying every one by itself.
 * A leaf under `not` refuses when it holds.
 */
export function refusals(
  definition: DecisionDefinition,
  given: Facts,
  context: CompileContext = {},
): readonly string[] {
  const session = startSession(context, definition);
  const { facts } = new Calls(definition, session, given, evaluateByReference);
  if (definition.type === "table") return tableRefusals(session, definition, facts);
  if (definition.type === "rules") {
    const { each, rules } = definition;
    return runs(session, each, facts).flatMap((run) =>
      rules.flatMap((rule) =>
        refusingPaths(run.session, rule.conditions, run.facts).map((path) => `${rule.id}: ${path}`),
      ),
    );
  }
  if (definition.type !== "score") return [];
  return runs(session, definition.candidates, facts).flatMap((run) =>
    (definition.require ?? []).flatMap((each) =>
      refusingPaths(run.session, each.when, run.facts).map((path) => `${each.id}: ${path}`),
    ),
  );
}

interface Run {
  readonly session: Session;
  readonly facts: Facts;
}

function runs(
  session: Session,
  each: { readonly of: string; readonly as: string } | undefined,
  facts: Facts,
): readonly Run[] {
  if (each === undefined) return [{ session, facts }];
  const found = feel(session, each.of.slice(1), facts);
  const items = found === null ? [] : isList(found) ? found : [found];
  return items.map((item) => ({
    session: withName(session, each.as, each.of),
    facts: withFacts(facts, { [each.as]: fromFact(item) }),
  }));
}

/** Fact paths of the leaves that stand in the way of the condition; none when it holds. */
function refusingPaths(session: Session, condition: Condition, facts: Facts): readonly string[] {
  if (evaluateCondition(session, condition, facts).outcome === "yes") return [];
  return decidingPaths(session, condition, facts);
}

function decidingPaths(session: Session, condition: Condition, facts: Facts): readonly string[] {
  const outcome = evaluateCondition(session, condition, facts).outcome;
  const alike = (members: readonly Condition[]): readonly string[] =>
    members
      .filter((each) => evaluateCondition(session, each, facts).outcome === outcome)
      .flatMap((each) => decidingPaths(session, each, facts));
  if ("all" in condition) return alike(condition.all);
  if ("any" in condition) return alike(condition.any);
  if ("not" in condition) return decidingPaths(session, condition.not, facts);
  if ("feel" in condition) return readsOfFeel(session, condition.feel);
  if ("fact" in condition) return [pathText(condition.fact, condition.path)];
  const named = Object.hasOwn(session.conditions, condition.condition)
    ? session.conditions[condition.condition]
    : undefined;
  return named === undefined ? [] : decidingPaths(session, named, facts);
}

function tableRefusals(
  session: Session,
  definition: Extract<DecisionDefinition, { type: "table" }>,
  facts: Facts,
): readonly string[] {
  return definition.rows.flatMap((row) => {
    const refusing = definition.inputs.find(({ id, expression }) => {
      const cell = (row.when[id] ?? "").trim();
      return cell !== "" && cell !== "-" && !cellAccepts(session, cell, feel(session, expression, facts), facts);
    });
    return refusing === undefined ? [] : [`${row.id}: ${refusing.expression.trim()}`];
  });
}
