import type { Diagnostic } from "../diagnostic.ts";
import { diagnostic } from "../diagnostic.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { writtenBy } from "./analysis/writers.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCondition, checkNamedConditions } from "./conditions.ts";
import { checkValues } from "./expressions.ts";
import { loopsAround } from "./loops.ts";
import { catalogueOf } from "./known-fields.ts";
import { checkPath, type ReadingScope, scopeOf, withoutOrder, withRoots } from "./reading-scope.ts";
import { writesOf } from "./variable-writes.ts";

/** Whether all that a workflow's conditions and expressions read exists and has the type they want. */
export function checkReadings(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  const written = writesOf(workflow);
  const all = scopeOf(catalogueOf(workflow, context), {
    conditions: workflow.conditions ?? {},
    written: isStartedWithInput(workflow) ? undefined : new Set(written.keys()),
  });
  const scope = isOfNoOrder(workflow) ? withoutOrder(all) : all;
  const scopes = loopScopes(workflow, scope);
  return [
    ...(workflow.takes === undefined ? [] : checkCondition(workflow.takes, "/takes", scope)),
    ...checkNamedConditions(workflow.conditions ?? {}, "/conditions", scope),
    ...(workflow.on ?? []).flatMap(({ when }, index) =>
      when === undefined ? [] : checkCondition(when, `/on/${String(index)}/when`, withRoots(scope, ["event"])),
    ),
    ...Object.entries(workflow.nodes).flatMap(([id, node]) => [
      ...(node.type === "amend" && isOfNoOrder(workflow)
        ? [diagnostic("error", "no-order-here", `/nodes/${id}`, { path: "order" })]
        : []),
      ...checkInPlace(node, id, scopes),
    ]),
    ...namedForNothing(workflow, written),
  ];
}

/** One of its own belongs to none, one that orders share to no single one. */
const isOfNoOrder = ({ role, keyed }: WorkflowDefinition): boolean => role === "own" || keyed !== undefined;

/** A part gets variables from its parent, one of its own from whoever starts it. */
const isStartedWithInput = ({ role }: WorkflowDefinition): boolean => role === "part" || role === "own";

type ScopeAt = (inside: readonly string[]) => ReadingScope;
interface LoopScopes {
  readonly around: ReadonlyMap<string, readonly string[]>;
  readonly at: ScopeAt;
}

/** What can be read depends on the loops around: their items by name, and the variables of their items. */
function loopScopes(workflow: WorkflowDefinition, scope: ReadingScope): LoopScopes {
  const around = loopsAround(workflow);
  const writers = Object.entries(workflow.nodes).flatMap(([id, node]) =>
    writtenBy(node).map((path) => ({ name: path.split(".")[1] ?? "", loops: around.get(id) ?? [] })),
  );
  const handled = (workflow.on ?? []).flatMap(({ output }) =>
    output === undefined ? [] : [output.split(".")[1] ?? ""],
  );
  return {
    around,
    at(inside) {
      const readable = new Set([
        ...handled,
        ...writers.filter(({ loops }) => loops.every((loop) => inside.includes(loop))).map(({ name }) => name),
      ]);
      const inLoop = new Map(
        writers.flatMap(({ name, loops }) => (readable.has(name) ? [] : [[name, loops[0] ?? ""] as const])),
      );
      const names = inside.flatMap((id) => {
        const node = workflow.nodes[id];
        return node?.type === "foreach" ? [node.as] : [];
      });
      return { ...withRoots(scope, names), ...(inLoop.size > 0 && { inLoop }) };
    },
  };
}

/** What a loop lists of each item is worked out inside it. */
function checkInPlace(node: WorkflowNode, id: string, { around, at }: LoopScopes): readonly Diagnostic[] {
  const place = `/nodes/${id}`;
  const inside = around.get(id) ?? [];
  if (node.type !== "foreach") return checkNode(node, place, at(inside));
  const { collect, ...rest } = node;
  return [
    ...checkValues(rest, place, at(inside)),
    ...(collect === undefined ? [] : checkValues(collect, `${place}/collect`, at([...inside, id]))),
  ];
}

/** A name for a variable that no node writes: the variable was renamed, or the name has a slip. */
function namedForNothing(workflow: WorkflowDefinition, written: ReturnType<typeof writesOf>): readonly Diagnostic[] {
  if (isStartedWithInput(workflow)) return [];
  return Object.keys(workflow.variables ?? {})
    .filter((path) => !written.has(path.split(".")[1] ?? ""))
    .map((path) => diagnostic("warning", "unassigned-variable", `/variables/${path}`, { path }));
}

function checkNode(node: WorkflowNode, place: string, scope: ReadingScope): readonly Diagnostic[] {
  switch (node.type) {
    case "switch":
      return node.cases.flatMap(({ when }, index) =>
        checkCondition(when, `${place}/cases/${String(index)}/when`, scope),
      );
    case "wait": {
      const { until } = node;
      const when =
        until !== undefined && "event" in until && until.when !== undefined
          ? checkCondition(until.when, `${place}/until/when`, withRoots(scope, ["event"]))
          : [];
      return [
        ...when,
        ...checkValues(node.for, `${place}/for`, scope),
        ...(until !== undefined && "instant" in until
          ? checkValues(until.instant, `${place}/until/instant`, scope)
          : []),
      ];
    }
    case "task":
      return [
        ...checkValues(node, place, scope),
        ...(node.approvals?.excluding ?? []).flatMap((path, index) =>
          checkPath(path, `${place}/approvals/excluding/${String(index)}`, scope),
        ),
      ];
    default:
      return checkValues(node, place, scope);
  }
}
