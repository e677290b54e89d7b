/** What a decision gives and none of those who use it reads. */
import { type Diagnostic, diagnostic, type Edit, type Fix } from "../../diagnostic.ts";
import type { DecisionDefinition, ExpressionDecision, RulesDecision, TableDecision } from "../../schema/decision.ts";
import type { Definition } from "../../schema/definition.ts";
import type { CheckContext } from "../check-context.ts";
import { fix, removed } from "../fixes/edits.ts";
import { readPathsIn, readPathsOf } from "./read-paths.ts";

interface Given {
  /** Below the value of the decision. */
  readonly path: string;
  readonly place: string;
  readonly fixes: readonly Fix[];
}

/** Nothing is said of a decision that no definition uses: it is asked from outside. */
export function unreadOutputs(decision: DecisionDefinition, context: CheckContext): readonly Diagnostic[] {
  if (context.all === undefined) return [];
  const given = givenBy(decision);
  if (given.length === 0) return [];
  const others = context.all().filter(({ kind, id }) => kind !== "decision" || id !== decision.id);
  const readers = readersOf(decision, [...others, decision]);
  if (readers.length === 0) return [];
  return given
    .filter(({ path }) => !readers.some((reads) => reads(path)))
    .map(({ path, place, fixes }) => ({ ...diagnostic("info", "unused-output", place, { path }), fixes }));
}

type Reader = (path: string) => boolean;

/** For each use of the decision, whether a part of its value is read there. */
function readersOf({ id }: DecisionDefinition, all: readonly Definition[]): readonly Reader[] {
  return all.flatMap((user): readonly Reader[] => {
    if (user.kind === "decision")
      return (user.calls ?? [])
        .filter(({ decision }) => decision === id)
        .map((call) => (path) => readPathsOf(user).reads(`${call.id}.${path}`));
    if (user.kind !== "workflow") return [];
    return Object.values(user.nodes).flatMap((node): readonly Reader[] => {
      if (node.type !== "decision" || node.decision !== id) return [];
      const { output } = node;
      if (output === undefined) return [() => false];
      // What a part keeps goes to whoever uses it; what a workflow keeps is seen by all that it asks.
      if (user.role === "part" || user.role === "own") return [() => true];
      return [(path) => all.some((other) => readPathsOf(other).reads(`${output}.${path}`))];
    });
  });
}

function givenBy(decision: DecisionDefinition): readonly Given[] {
  switch (decision.type) {
    case "table":
      return columnsOf(decision);
    case "rules":
      return paramsOf(decision);
    case "expression":
      return decision.result === undefined && decision.boxed === undefined ? entriesOf(decision) : [];
    case "score":
    case "mapping":
      return [];
  }
}

/** By a column with listed values the rows are ranked, whoever reads it. */
function columnsOf({ outputs, rows, hitPolicy, default: fallback }: TableDecision): readonly Given[] {
  const isRanked = hitPolicy === "PRIORITY" || hitPolicy === "OUTPUT ORDER";
  return outputs.flatMap(({ id, values }, index) => {
    if (isRanked && values !== undefined) return [];
    const place = `/outputs/${String(index)}`;
    const cells: readonly Edit[] = [
      ...rows.flatMap(({ then }, row) => (Object.hasOwn(then, id) ? [removed(`/rows/${String(row)}/then/${id}`)] : [])),
      ...(fallback !== undefined && Object.hasOwn(fallback, id) ? [removed(`/default/${id}`)] : []),
    ];
    const whole = fix("删掉这一列", "Remove the column", [], [removed(place), ...cells]);
    return [{ path: id, place, fixes: outputs.length > 1 ? [whole] : [] }];
  });
}

function paramsOf({ rules, caps = [] }: RulesDecision): readonly Given[] {
  const counted = new Set(caps.map(({ param }) => param));
  const places = new Map<string, string[]>();
  rules.forEach(({ event }, index) => {
    for (const key of Object.keys(event.params ?? {}))
      places.set(key, [...(places.get(key) ?? []), `/rules/${String(index)}/event/params/${key}`]);
  });
  return [...places].flatMap(([key, at]) => {
    const [place] = at;
    if (place === undefined || counted.has(key)) return [];
    const edits = at.map((one) => removed(one));
    return [{ path: `params.${key}`, place, fixes: [fix("不给「{0}」", "Do not give “{0}”", [key], edits)] }];
  });
}

function entriesOf({ entries }: ExpressionDecision): readonly Given[] {
  return entries.flatMap(({ id }, index) => {
    if (readPathsIn(entries.slice(index + 1).map(({ value }) => value)).reads(id)) return [];
    const place = `/entries/${String(index)}`;
    return [{ path: id, place, fixes: [fix("删掉「{0}」", "Remove “{0}”", [id], [removed(place)])] }];
  });
}
