import { checkRegions, opensRegion, type PortSources, portsOf, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { apply } from "./apply.ts";
import { type EditedDocument, portsFrom, type Source } from "./edited-document.ts";

/*
 * Where a line may lead. A port has one target; nothing leads to a start or back into its own card; and no line may
 * break a region of a parallel (S6) that was whole before it.
 */

const findingsOf = (definition: WorkflowDefinition): ReadonlySet<string> =>
  new Set(checkRegions(definition).map(({ code, path }) => `${code} ${path}`));

/** Whether tokens may run side by side at all; without, no line can break anything. */
const hasRegions = ({ nodes, on }: WorkflowDefinition): boolean =>
  Object.values(nodes).some(opensRegion) || (on ?? []).length > 0;

const isTarget = ({ nodes }: WorkflowDefinition, from: Source, to: string): boolean => {
  const node = nodes[to];
  return node !== undefined && node.type !== "start" && !("node" in from && from.node === to);
};

function breaksNothing(document: EditedDocument, from: Source, port: string, to: string, before: ReadonlySet<string>) {
  const connected = apply(document, { type: "connect", from, port, to }).document;
  return [...findingsOf(connected.definition)].every((finding) => before.has(finding));
}

export function mayLead(document: EditedDocument, from: Source, port: string, to: string): boolean {
  if (!isTarget(document.definition, from, to)) return false;
  return !hasRegions(document.definition) || breaksNothing(document, from, port, to, findingsOf(document.definition));
}

const LOOK_MS = 60;

/**
 * Every node that a line from here may lead to. In a very large workflow not all are looked at while somebody waits:
 * the rest counts as accepting until the line is let go, when `mayLead` has the last word.
 */
export function acceptingNodes(
  document: EditedDocument,
  from: Source,
  port: string,
  now: () => number = Date.now,
): ReadonlySet<string> {
  const { definition } = document;
  const targets = Object.keys(definition.nodes).filter((id) => isTarget(definition, from, id));
  if (!hasRegions(definition)) return new Set(targets);
  const before = findingsOf(definition);
  const until = now() + LOOK_MS;
  return new Set(targets.filter((id) => now() > until || breaksNothing(document, from, port, id, before)));
}

/** The first way out that has to lead somewhere and does not yet; undefined when there is none. */
export function openPort(definition: WorkflowDefinition, from: Source, sources: PortSources = {}): string | undefined {
  const taken = portsFrom(definition, from);
  if ("handler" in from) return Object.hasOwn(taken, "next") ? undefined : "next";
  const node = definition.nodes[from.node];
  if (node === undefined) return undefined;
  return portsOf(node, sources).find((port) => port.need === "must" && !Object.hasOwn(taken, port.id))?.id;
}
