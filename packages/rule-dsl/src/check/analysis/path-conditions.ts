/** What is known of an order wherever its token stands: the conditions it came through, and what was written since. */
import type { JsonValue } from "../../schema/common.ts";
import type { WorkflowDefinition, WorkflowNode } from "../../schema/workflow.ts";
import type { CheckContext } from "../check-context.ts";
import { type Graph, graphOf } from "../graph.ts";
import { Box, everywhere } from "./box.ts";
import { intersectionOf, noCells } from "./cell-set.ts";
import type { Formula } from "./formula.ts";
import { outputsOf } from "./decision-outputs.ts";
import type { Space } from "./space.ts";
import type { Subject } from "./subject.ts";
import { missing, ordered, logical, texts, type ValueSet } from "./value-set.ts";
import { type Region, regionsOf, writtenBy } from "./writers.ts";

/** Alternatives that one node is told apart by; beyond them nothing is known there. */
const MOST_KNOWN = 60;
const MOST_VISITS = 40;

export type Known = readonly Box[];
const nothingKnown: Known = [everywhere];

/** For each node that a token can come to, what is known there. */
export function pathConditions(
  workflow: WorkflowDefinition,
  space: Space,
  caseFormulas: ReadonlyMap<string, readonly Formula[]>,
  context: CheckContext,
): ReadonlyMap<string, Known> {
  const graph = graphOf(workflow);
  const walk = new Walk(workflow, graph, space, caseFormulas, context);
  const entries = new Set([...graph.starts, ...graph.handlers.map(({ entry }) => entry)]);
  for (const entry of entries) walk.arrive(entry, nothingKnown);
  return walk.known;
}

class Walk {
  readonly known = new Map<string, Known>();
  private readonly visits = new Map<string, number>();
  private readonly regions: readonly Region[];
  private readonly handlerWrites: readonly string[];
  private readonly workflow: WorkflowDefinition;
  private readonly graph: Graph;
  private readonly space: Space;
  private readonly caseFormulas: ReadonlyMap<string, readonly Formula[]>;
  private readonly context: CheckContext;

  constructor(
    workflow: WorkflowDefinition,
    graph: Graph,
    space: Space,
    caseFormulas: ReadonlyMap<string, readonly Formula[]>,
    context: CheckContext,
  ) {
    this.workflow = workflow;
    this.graph = graph;
    this.space = space;
    this.caseFormulas = caseFormulas;
    this.context = context;
    this.regions = regionsOf(workflow, graph);
    // An event's path runs beside all else: what it writes may change whenever a token rests.
    const beside = (workflow.on ?? []).length > 0 ? Object.values(workflow.nodes).flatMap(writtenBy) : [];
    this.handlerWrites = [...beside, ...(workflow.on ?? []).flatMap(({ output }) => output ?? [])];
  }

  arrive(id: string, state: Known): void {
    if (state.length === 0) return;
    const before = this.known.get(id) ?? [];
    const fresh = state.filter((box) => !before.some((known) => known.includes(box)));
    if (fresh.length === 0) return;
    const visits = (this.visits.get(id) ?? 0) + 1;
    this.visits.set(id, visits);
    const joined = [...before.filter((known) => !fresh.some((box) => box.includes(known))), ...fresh];
    const next = joined.length > MOST_KNOWN || visits > MOST_VISITS ? nothingKnown : joined;
    this.known.set(id, next);
    const node = this.workflow.nodes[id];
    if (node === undefined) return;
    for (const { port, to } of this.graph.out.get(id) ?? []) this.arrive(to, this.after(id, node, port, next));
  }

  /** What is known behind a port. */
  private after(id: string, node: WorkflowNode, port: string, state: Known): Known {
    switch (node.type) {
      case "switch":
        return this.afterSwitch(
          id,
          node.cases.findIndex((one) => one.id === port),
          state,
        );
      case "assign":
        return this.assigned(node.set, state);
      case "amend":
        return this.forget(state, isOrderChange);
      case "parallel":
      case "foreach":
        return this.throughRegion(id, state);
      case "join": {
        const opener = this.workflow.nodes[node.of];
        const listed = new Set(opener?.type === "foreach" ? writtenBy(opener) : []);
        return this.forget(this.throughRegion(id, state), (subject) => isBelow(subject, listed));
      }
      case "decision":
        return port === "done"
          ? this.decided(node.decision, node.output, this.rested(id, node, state))
          : this.rested(id, node, state);
      case "task":
        return this.chosen(node.output, port, node.outcomes, this.rested(id, node, state));
      case "action":
      case "wait":
      case "subworkflow":
      case "raise":
        return this.rested(id, node, state);
      case "start":
      case "end":
      case "emit":
        return state;
    }
  }

  /** -1: none of the cases held. */
  private afterSwitch(id: string, taken: number, state: Known): Known {
    const formulas = this.caseFormulas.get(id) ?? [];
    const before = taken === -1 ? formulas : formulas.slice(0, taken);
    let left: Known | undefined = state;
    for (const formula of before) {
      const not = this.space.boxesOf(formula, true);
      left = not === undefined ? undefined : this.space.both(left, not);
      if (left === undefined) return nothingKnown;
    }
    const own = formulas[taken];
    if (own === undefined) return left;
    const boxes = this.space.boxesOf(own);
    return (boxes === undefined ? undefined : this.space.both(left, boxes)) ?? nothingKnown;
  }

  /** While a token rests, the order may be amended, metrics move, time passes, and other branches write. */
  private rested(id: string, node: WorkflowNode, state: Known): Known {
    const around = this.regions.filter(({ branches }) => branches.some((branch) => branch.has(id)));
    const paths = new Set([...writtenBy(node), ...this.handlerWrites]);
    const kept = this.forget(
      state,
      (subject) => isOrderChange(subject) || isPassing(subject) || isBelow(subject, paths),
    );
    return this.forgetWritten(kept, around);
  }

  private throughRegion(id: string, state: Known): Known {
    return this.forgetWritten(
      state,
      this.regions.filter((one) => one.parallel === id || one.join === id),
    );
  }

  private forgetWritten(state: Known, regions: readonly Region[]): Known {
    if (regions.length === 0) return state;
    const ids = regions.flatMap(({ branches }) => branches.flatMap((branch) => [...branch]));
    const nodes = ids.flatMap((id) => this.workflow.nodes[id] ?? []);
    const paths = new Set(nodes.flatMap(writtenBy));
    const amends = nodes.some(({ type }) => type === "amend");
    return this.forget(
      state,
      (subject) => isBelow(subject, paths) || isPassing(subject) || (amends && isOrderChange(subject)),
    );
  }

  private assigned(set: Readonly<Record<string, JsonValue>>, state: Known): Known {
    const paths = new Set(Object.keys(set));
    const kept = this.forget(state, (subject) => isBelow(subject, paths));
    return Object.entries(set).reduce<Known>((left, [path, value]) => {
      const known = literal(value);
      return known === undefined ? left : this.learn(left, path, known);
    }, kept);
  }

  private decided(id: string, output: string | undefined, state: Known): Known {
    const decision = this.context.definition?.("decision", id);
    if (output === undefined || decision?.kind !== "decision") return state;
    return outputsOf(decision).reduce<Known>(
      (left, { path, values }) => this.learn(left, `${output}${path}`, values),
      state,
    );
  }

  /** What a person chose is the way it went on. */
  private chosen(
    output: string | undefined,
    port: string,
    outcomes: readonly { readonly id: string }[],
    state: Known,
  ): Known {
    const isOutcome = outcomes.some(({ id }) => id === port);
    return output === undefined || !isOutcome ? state : this.learn(state, `${output}.outcome`, texts(port));
  }

  private learn(state: Known, path: string, set: ValueSet): Known {
    const place = this.space.placeOf(path);
    const axis = place === undefined ? undefined : this.space.axes[place];
    if (place === undefined || axis === undefined) return state;
    const cells = axis.cellsOf(set);
    return state.flatMap((box) => {
      const side = box.side(place);
      const met = side === undefined ? cells : intersectionOf(side, cells);
      return met === noCells || met.length === 0 ? [] : [box.with(place, met)];
    });
  }

  private forget(state: Known, changes: (subject: Subject) => boolean): Known {
    const gone = new Set(
      this.space.axes.flatMap(({ subject }, place) => (subject.path === undefined || changes(subject) ? [place] : [])),
    );
    const left = state.map((box) => new Box(new Map([...box.sides].filter(([place]) => !gone.has(place)))));
    return left.some(({ sides }) => sides.size === 0) ? nothingKnown : left;
  }
}

/** Every value that a node is known to write, so that the space tells it apart. */
export function writtenValues(
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly (readonly [path: string, set: ValueSet])[] {
  return Object.values(workflow.nodes).flatMap((node): readonly (readonly [string, ValueSet])[] => {
    if (node.type === "assign")
      return Object.entries(node.set).flatMap(([path, value]) => {
        const set = literal(value);
        return set === undefined ? [] : [[path, set] as const];
      });
    if (node.type === "task" && node.output !== undefined)
      return [[`${node.output}.outcome`, texts(...node.outcomes.map(({ id }) => id))]];
    if (node.type !== "decision" || node.output === undefined) return [];
    const { output } = node;
    const decision = context.definition?.("decision", node.decision);
    return decision?.kind === "decision"
      ? outputsOf(decision).map(({ path, values }) => [`${output}${path}`, values])
      : [];
  });
}

const lasting = /^order\.(channel|channelOrderId|id|traceId|placedAt|placedBy|receivedAt|currency|customer\..+)$/;
const isOrderChange = ({ path = "" }: Subject): boolean => path.startsWith("order.") && !lasting.test(path);
const isPassing = ({ path = "" }: Subject): boolean => !/^(order|vars)\./.test(path);
const isBelow = ({ path = "" }: Subject, paths: ReadonlySet<string>): boolean =>
  [...paths].some((one) => path === one || path.startsWith(`${one}.`));

function literal(value: JsonValue): ValueSet | undefined {
  if (value === null) return missing;
  if (typeof value === "string") return value.startsWith("=") ? undefined : texts(value);
  if (typeof value === "boolean") return logical(value);
  return typeof value === "number" ? ordered("=", value) : undefined;
}
