/** Ways of a workflow that no order takes, given the conditions on the way there. */
import { type Diagnostic, diagnostic, type Fix } from "../../diagnostic.ts";
import { holdsByReference } from "../../reference/evaluate-decision.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { NodeOf, WorkflowDefinition, WorkflowNode } from "../../schema/workflow.ts";
import type { CheckContext } from "../check-context.ts";
import { added, fix, removed, replaced } from "../fixes/edits.ts";
import { graphOf, reach } from "../graph.ts";
import { analyseCondition, type Standing, thisCondition } from "./analyse-condition.ts";
import { Box, everywhere } from "./box.ts";
import { describeBox, type Naming } from "./describe.ts";
import { type Formula, subjectsOf } from "./formula.ts";
import type { Memo } from "./memo.ts";
import { type Known, pathConditions, writtenValues } from "./path-conditions.ts";
import { readCondition } from "./read-condition.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import type { Subject } from "./subject.ts";
import { bothOf } from "./table-columns.ts";
import { ordersIn, type Shown } from "./witness.ts";
import { conflictingWriters } from "./conflicting-writers.ts";

export function analyseWorkflow(
  workflow: WorkflowDefinition,
  context: CheckContext,
  reading: Reading,
  memo: Memo,
): readonly Diagnostic[] {
  return [...conditionsOf(workflow, reading, memo), ...ways(workflow, context, reading)];
}

function conditionsOf(workflow: WorkflowDefinition, reading: Reading, memo: Memo): readonly Diagnostic[] {
  const standing = (place: string, more: Partial<Standing> = {}): Standing => ({
    place,
    what: thisCondition,
    whenNever: [],
    ...more,
  });
  const { takes, on = [], nodes } = workflow;
  return [
    ...(takes === undefined ? [] : analyseCondition(takes, standing("/takes"), reading, memo)),
    ...on.flatMap(({ when }, index) =>
      when === undefined ? [] : analyseCondition(when, standing(`/on/${String(index)}/when`), reading, memo),
    ),
    ...Object.entries(nodes).flatMap(([id, node]) => {
      if (node.type === "wait" && node.until !== undefined && "event" in node.until && node.until.when !== undefined)
        return analyseCondition(node.until.when, standing(`/nodes/${id}/until/when`), reading, memo);
      if (node.type !== "switch") return [];
      return node.cases.flatMap((one, index) =>
        analyseCondition(
          one.when,
          standing(`/nodes/${id}/cases/${String(index)}/when`, {
            what: caseName(id, node, index),
            whenNever: [removeCase(workflow, id, node, index)],
          }),
          reading,
          memo,
        ),
      );
    }),
  ];
}

function caseName(id: string, node: NodeOf<"switch">, index: number): { "zh-CN": string; en: string } {
  const [box, way] = [bothOf(node.name, id), bothOf(node.cases[index]?.name, node.cases[index]?.id ?? "")];
  return { "zh-CN": `「${box["zh-CN"]}」的「${way["zh-CN"]}」`, en: `“${way.en}” of “${box.en}”` };
}

/** The case goes with its port and with what only it led to. A switch without cases becomes a plain way on. */
function removeCase(workflow: WorkflowDefinition, id: string, node: NodeOf<"switch">, index: number): Fix {
  const port = node.cases[index]?.id ?? "";
  const { [port]: drawn, ...ports } = node.ports;
  const isOnly = node.cases.length === 1;
  const plain: WorkflowNode = {
    type: "assign",
    set: {},
    ports: { next: node.ports["otherwise"] ?? "" },
    ...(node.name === undefined ? {} : { name: node.name }),
  };
  const left = { ...workflow, nodes: { ...workflow.nodes, [id]: isOnly ? plain : { ...node, ports } } };
  const lost = unreached(left).filter((one) => !unreached(workflow).includes(one));
  const own = isOnly
    ? [replaced(`/nodes/${id}`, plain)]
    : [
        removed(`/nodes/${id}/cases/${String(index)}`),
        ...(drawn === undefined ? [] : [removed(`/nodes/${id}/ports/${port}`)]),
      ];
  const edits = [...own, ...lost.map((one) => removed(`/nodes/${one}`))];
  return isOnly
    ? fix("去掉这个分叉", "Take out the switch", [], edits)
    : fix("删掉这种情况", "Remove the case", [], edits);
}

function unreached(workflow: WorkflowDefinition): readonly string[] {
  const graph = graphOf(workflow);
  const found = reach(graph, [...graph.starts, ...graph.handlers.map(({ entry }) => entry)]);
  return Object.keys(workflow.nodes).filter((id) => !found.has(id));
}

interface Ways {
  readonly workflow: WorkflowDefinition;
  readonly space: Space;
  readonly reading: Reading;
  readonly naming: Naming;
  readonly formulas: ReadonlyMap<string, readonly Formula[]>;
}

function ways(workflow: WorkflowDefinition, context: CheckContext, reading: Reading): readonly Diagnostic[] {
  const switches = Object.entries(workflow.nodes).flatMap(([id, node]) =>
    node.type === "switch" ? [[id, node] as const] : [],
  );
  const formulas = new Map(
    switches.map(([id, { cases }]) => [id, cases.map(({ when }) => readCondition(when, reading))]),
  );
  const asked = [...formulas.values()].flat();
  const subjects = new Map<string, Subject>();
  for (const formula of asked) subjectsOf(formula, (subject) => subjects.set(subject.key, subject));
  const written = writtenValues(workflow, context).flatMap(([path, set]): readonly Formula[] => {
    const subject = subjects.get(path);
    return subject === undefined ? [] : [{ kind: "in", subject, set }];
  });
  const space = Space.of([...asked, ...written]);
  const known = pathConditions(workflow, space, formulas, context);
  const all: Ways = { workflow, space, reading, naming: { catalogue: reading.catalogue }, formulas };
  return [
    ...switches.flatMap(([id, node]) => waysOf(all, id, node, known.get(id))),
    ...conflictingWriters({ workflow, space, reading, known }),
  ];
}

function waysOf(all: Ways, id: string, node: NodeOf<"switch">, known: Known | undefined): readonly Diagnostic[] {
  const { space, formulas } = all;
  const found: Diagnostic[] = [];
  let anywhere: readonly Box[] | undefined = [everywhere];
  let here: readonly Box[] | undefined = known;
  for (const [index, formula] of (formulas.get(id) ?? []).entries()) {
    const own = space.boxesOf(formula);
    const rest = space.boxesOf(formula, true);
    if (own === undefined || rest === undefined || anywhere === undefined) return found;
    const taken = space.both(anywhere, own);
    const takenHere = here === undefined ? undefined : space.both(here, own);
    if (own.length > 0 && taken?.length === 0) found.push(...shadowedCase(all, id, node, index, own));
    else if (own.length > 0 && takenHere?.length === 0 && known !== undefined)
      found.push(...unreachable(all, id, node, index, known, formula));
    anywhere = space.both(anywhere, rest);
    here = here === undefined ? undefined : space.both(here, rest);
  }
  if (anywhere?.length === 0 || (known !== undefined && here?.length === 0))
    found.push(...neverOtherwise(all, id, node, known));
  return found;
}

/** The first case that holds, by the reference evaluator; `otherwise` where none does. */
function wayTaken({ reading }: Ways, node: NodeOf<"switch">, { facts }: Shown): string {
  const context = { conditions: reading.conditions };
  return node.cases.find(({ when }) => holdsByReference(when, facts, context))?.id ?? "otherwise";
}

function shadowedCase(
  all: Ways,
  id: string,
  node: NodeOf<"switch">,
  index: number,
  own: readonly Box[],
): readonly Diagnostic[] {
  const { space, naming } = all;
  const { when } = node.cases[index] ?? {};
  const orders = own
    .slice(0, 4)
    .flatMap((box) => ordersIn(box, space.axes, undefined))
    .filter(({ facts }) => when !== undefined && holdsByReference(when, facts, { conditions: all.reading.conditions }));
  const ids = orders.map((shown) => wayTaken(all, node, shown));
  const port = node.cases[index]?.id ?? "";
  if (ids.includes(port)) return [];
  const [shown] = orders;
  const takers = [...new Set(ids)].map((one) => bothOf(node.cases.find((each) => each.id === one)?.name, one));
  const by =
    takers.length === 0
      ? { "zh-CN": "前面的情况", en: "the cases before it" }
      : {
          "zh-CN": takers.map((one) => `「${one["zh-CN"]}」`).join("、"),
          en: takers.map((one) => `“${one.en}”`).join(", "),
        };
  const example = describeBox(own[0] ?? everywhere, space.axes, naming);
  const data = { node: bothOf(node.name, id), case: bothOf(node.cases[index]?.name, port), by, example };
  const place = `/nodes/${id}/cases/${String(index)}`;
  const found = diagnostic(shown === undefined ? "info" : "warning", "case-shadowed", place, data);
  const up = fix(
    "移到最前面",
    "Move it to the front",
    [],
    [
      removed(place),
      added(`/nodes/${id}/cases/0`, (node.cases[index] ?? null) as unknown as JsonValue), // a part of a JSON document
    ],
  );
  const fixes = [up, removeCase(all.workflow, id, node, index)];
  return [shown === undefined ? { ...found, fixes } : { ...found, fixes, witness: shown.witness }];
}

function unreachable(
  all: Ways,
  id: string,
  node: NodeOf<"switch">,
  index: number,
  known: Known,
  formula: Formula,
): readonly Diagnostic[] {
  const orders = known.slice(0, 16).flatMap((box) => ordersIn(box, all.space.axes, undefined));
  const port = node.cases[index]?.id ?? "";
  if (orders.some((shown) => wayTaken(all, node, shown) === port)) return [];
  const [shown] = orders;
  const data = {
    node: bothOf(node.name, id),
    case: bothOf(node.cases[index]?.name, port),
    known: knownOf(all, known, formula),
  };
  const place = `/nodes/${id}/cases/${String(index)}`;
  const found = diagnostic(shown === undefined ? "info" : "warning", "branch-unreachable", place, data);
  const fixes = [removeCase(all.workflow, id, node, index)];
  return [shown === undefined ? { ...found, fixes } : { ...found, fixes, witness: shown.witness }];
}

/** What is known of the fields that a case asks for. */
function knownOf({ space, naming }: Ways, known: Known, formula: Formula): { "zh-CN": string; en: string } {
  const places = new Set<number>();
  subjectsOf(formula, ({ key }) => {
    const place = space.placeOf(key);
    if (place !== undefined) places.add(place);
  });
  const texts = known.map((box) =>
    describeBox(new Box(new Map([...box.sides].filter(([place]) => places.has(place)))), space.axes, naming),
  );
  const some = texts.filter((text, index) => texts.findIndex((one) => one.en === text.en) === index).slice(0, 3);
  return {
    "zh-CN": some.map((text) => text["zh-CN"]).join("，或"),
    en: some.map((text) => text.en).join(", or "),
  };
}

function neverOtherwise(
  all: Ways,
  id: string,
  node: NodeOf<"switch">,
  known: Known | undefined,
): readonly Diagnostic[] {
  const orders = (known ?? [everywhere]).slice(0, 16).flatMap((box) => ordersIn(box, all.space.axes, undefined));
  if (orders.some((shown) => wayTaken(all, node, shown) === "otherwise")) return [];
  const [shown] = orders;
  const found = diagnostic("info", "otherwise-unreachable", `/nodes/${id}`, { node: bothOf(node.name, id) });
  return [shown === undefined ? found : { ...found, witness: shown.witness }];
}
