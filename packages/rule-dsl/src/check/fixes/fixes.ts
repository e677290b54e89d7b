/** What would put right a finding that can be seen in the definition alone, where there is an obvious way. */
import { closestPath } from "../../facts/closest.ts";
import type { Diagnostic, Fix } from "../../diagnostic.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Definition } from "../../schema/definition.ts";
import type { WorkflowDefinition } from "../../schema/workflow.ts";
import type { CheckContext } from "../check-context.ts";
import { graphOf, reach } from "../graph.ts";
import { added, fix, removed, replaced, valueAt } from "./edits.ts";

export function withFixes(found: Diagnostic, definition: Definition, context: CheckContext): Diagnostic {
  if (found.fixes !== undefined) return found;
  const fixes = fixesFor(found, definition, context);
  return fixes.length === 0 ? found : { ...found, fixes };
}

function fixesFor(found: Diagnostic, definition: Definition, context: CheckContext): readonly Fix[] {
  const { code, path } = found;
  const text = (key: string): string => {
    const value = found.data[key];
    return typeof value === "string" ? value : "";
  };
  switch (code) {
    case "missing-port":
    case "open-port":
      return definition.kind === "workflow" ? portFixes(definition, path, text("node"), text("port")) : [];
    case "dangling-reference":
      return definition.kind === "workflow"
        ? closestFix(path, text("to"), Object.keys(definition.nodes)).concat(
            portFixes(definition, undefined, text("from"), text("port"), path),
          )
        : [];
    case "unknown-port":
      return [fix("删掉出口「{0}」", "Remove the port “{0}”", [text("port")], [removed(path)])];
    case "unreachable-node":
      return [fix("删掉「{0}」", "Remove “{0}”", [text("node")], [removed(path)])];
    case "unknown-condition":
      return closestFix(path, text("name"), Object.keys(namedIn(definition)));
    case "unknown-stage":
      return [
        ...closestFix(path, text("stage"), context.stages ?? []),
        fix("不放在任何阶段", "Take it out of every stage", [], [removed(path)]),
      ];
    case "unknown-calendar":
      return closestFix(path, text("id"), context.calendars ?? []);
    case "unknown-fact":
      return factFix(path, text("suggestion"), definition);
    case "value-not-listed":
      return listedFix(found, definition);
    case "not-over-missing":
      return missingFix(path, definition);
    case "missing-output":
      return [fix("写上空值", "Write null there", [], [added(`${path}/${text("column")}`, "null")])];
    case "unknown-column":
      return [fix("删掉这一格", "Remove this cell", [], [removed(path)])];
    case "tie-break-unknown":
      return [fix("不比它", "Do not compare by it", [], [removed(path)])];
    case "weights-not-hundred":
      return weightFix(definition);
    case "unassigned-variable":
      return path.startsWith("/variables/") ? [fix("删掉这个名字", "Remove the name", [], [removed(path)])] : [];
    default:
      return [];
  }
}

/** Where a port may lead to: the join of the region it stands in, an end, or a stop for a person. */
function portFixes(
  workflow: WorkflowDefinition,
  node: string | undefined,
  from: string,
  port: string,
  drawn?: string,
): readonly Fix[] {
  const hasPorts = valueAt(workflow, `${node ?? ""}/ports`) !== undefined;
  const edit = (target: string): Fix["edits"] =>
    drawn !== undefined
      ? [replaced(drawn, target)]
      : hasPorts
        ? [added(`${node ?? ""}/ports/${port}`, target)]
        : [added(`${node ?? ""}/ports`, { [port]: target })];
  return targetsFor(workflow, from, port).map((target) =>
    fix("接到「{0}」", "Connect it to “{0}”", [target], edit(target)),
  );
}

const MOST_TARGETS = 3;

function targetsFor(workflow: WorkflowDefinition, from: string, port: string): readonly string[] {
  const graph = graphOf(workflow);
  const joins = Object.entries(workflow.nodes).flatMap(([id, node]) =>
    node.type === "join" && node.of !== from && reach(graph, [node.of], id).has(from) ? [id] : [],
  );
  // Where the box leads to by another port comes first.
  const own = Object.values((valueAt(workflow, `/nodes/${from}/ports`) ?? {}) as Readonly<Record<string, string>>); // as the schema says
  const stops = (type: "end" | "raise"): readonly string[] =>
    [...own, ...Object.keys(workflow.nodes)].filter((id) => id !== from && workflow.nodes[id]?.type === type);
  // What went wrong goes to a person before it goes to an end.
  const order =
    port === "error" || port === "timeout" ? [stops("raise"), stops("end")] : [joins, stops("end"), stops("raise")];
  return [...new Set(order.flat())].slice(0, MOST_TARGETS);
}

function closestFix(path: string, given: string, known: readonly string[]): Fix[] {
  const near = closestPath(given, known);
  return near === undefined ? [] : [fix("改成「{0}」", "Change it to “{0}”", [near], [replaced(path, near)])];
}

function namedIn(definition: Definition): object {
  return definition.kind === "decision" || definition.kind === "workflow" ? (definition.conditions ?? {}) : {};
}

/** A leaf keeps its root and its path apart; an expression is not rewritten. */
function factFix(path: string, suggestion: string, definition: Definition): readonly Fix[] {
  if (suggestion === "") return [];
  const leaf = path.replace(/\/(path|fact)$/, "");
  const fact = valueAt(definition, `${leaf}/fact`);
  const [root = "", ...rest] = suggestion.split(".");
  if (path.endsWith("/path") && fact === root)
    return [fix("改成「{0}」", "Change it to “{0}”", [suggestion], [replaced(path, `$.${rest.join(".")}`)])];
  if (path.endsWith("/fact") && rest.length === 0)
    return [fix("改成「{0}」", "Change it to “{0}”", [suggestion], [replaced(path, root)])];
  return [];
}

function listedFix({ data, path }: Diagnostic, definition: Definition): readonly Fix[] {
  const given = data["given"];
  const allowed: readonly unknown[] = Array.isArray(data["allowed"]) ? data["allowed"] : [];
  const texts = allowed.filter((one): one is string => typeof one === "string");
  const near = typeof given === "string" ? closestPath(given, texts) : undefined;
  if (near === undefined) return [];
  const value = valueAt(definition, path);
  const next: JsonValue = Array.isArray(value) ? value.map((one: JsonValue) => (one === given ? near : one)) : near;
  return [fix("改成「{0}」", "Change it to “{0}”", [near], [replaced(path, next)])];
}

/** `not X` on what may be missing becomes: it is there, and not X. The leaf's own `not` is the nearest one around it. */
function missingFix(path: string, definition: Definition): readonly Fix[] {
  const at = path.lastIndexOf("/not");
  const outer = path.slice(0, at);
  const leaf = valueAt(definition, path);
  const negation = valueAt(definition, outer);
  if (at < 0 || typeof leaf !== "object" || leaf === null || !("fact" in leaf)) return [];
  const there = {
    fact: leaf.fact as string, // a fact leaf, as the finding says
    ...("path" in leaf ? { path: leaf.path as string } : {}),
    operator: "notEqual",
    value: null,
  };
  const guarded = { all: [there, negation as JsonValue] }; // a part of a JSON document
  return [fix("先要求它存在", "Require first that it is there", [], [replaced(outer, guarded)])];
}

/** Weights in the same proportions, adding up to a hundred: the largest takes what rounding leaves. */
function weightFix(definition: Definition): readonly Fix[] {
  if (definition.kind !== "decision" || definition.type !== "score") return [];
  const weights = definition.criteria.map(({ weight }) => weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return [];
  const scaled = weights.map((weight) => Math.round((weight * 1000) / sum) / 10);
  const largest = scaled.indexOf(Math.max(...scaled));
  const rest = 100 - scaled.reduce((total, weight) => total + weight, 0);
  const mended = scaled.map((weight, index) => Math.round((index === largest ? weight + rest : weight) * 10) / 10);
  const edits = mended.map((weight, index) => replaced(`/criteria/${String(index)}/weight`, weight));
  return [fix("按比例凑成 100", "Scale them to 100", [], edits)];
}
