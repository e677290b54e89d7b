import {
  type LocalizedText,
  type NodeOf,
  opensRegion,
  type WorkflowDefinition,
  type WorkflowNode,
} from "@orderloom/rule-dsl";
import type { Command } from "./command.ts";
import type { EditedDocument, Position } from "./edited-document.ts";

/** What the palette offers: a node's type, some of them already set up for what people mean by them. */
export const nodeKinds = [
  "start",
  "end",
  "raise",
  "switch",
  "decision",
  "score",
  "action",
  "emit",
  "assign",
  "amend",
  "task",
  "two-person",
  "wait",
  "wait-until",
  "parallel",
  "foreach",
  "join",
  "subworkflow",
] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** Stands where something has yet to be chosen: a reference that leads nowhere, so that `check` asks for it. */
export const NOT_CHOSEN = "not-chosen";

/** Words that a new node begins with, in the language of whoever draws. */
export interface NodeWords {
  readonly name: LocalizedText;
  readonly yes: LocalizedText;
  readonly no: LocalizedText;
  readonly approve: LocalizedText;
  readonly reject: LocalizedText;
  readonly firstBranch: LocalizedText;
  readonly secondBranch: LocalizedText;
  /** The group that new tasks go to. */
  readonly group: string;
}

export const nodeIdsOf = (definition: WorkflowDefinition): ReadonlySet<string> =>
  new Set([...Object.keys(definition.nodes), ...(definition.on ?? []).map(({ id }) => id)]);

/** `base`, or `base-2`, `base-3` ... where it is taken. */
export function freshId(taken: ReadonlySet<string>, base: string): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/-\d+$/, "");
  for (let count = 2; ; count += 1) {
    const id = `${stem}-${count}`;
    if (!taken.has(id)) return id;
  }
}

const stems: Readonly<Record<NodeKind, string>> = {
  start: "start",
  end: "end",
  raise: "trouble",
  switch: "condition",
  decision: "decision",
  score: "score",
  action: "action",
  emit: "event",
  assign: "assign",
  amend: "amend",
  task: "review",
  "two-person": "approval",
  wait: "wait",
  "wait-until": "wait-until",
  parallel: "parallel",
  foreach: "each",
  join: "join",
  subworkflow: "subworkflow",
};

const stemOf = (kind: NodeKind): string => stems[kind];

/** A node that its schema accepts as it is; `id` names what it raises, `parallel` what a join joins. */
export function newNode(kind: NodeKind, words: NodeWords, id: string, parallel: string = NOT_CHOSEN): WorkflowNode {
  const { name } = words;
  switch (kind) {
    case "start":
      return { type: "start", name, ports: {} };
    case "end":
      return { type: "end", name, outcome: "done" };
    case "raise":
      return { type: "raise", name, incident: id };
    case "switch": {
      const cases = [{ id: "yes", name: words.yes, when: { all: [] } }];
      return { type: "switch", name, cases, otherwise: words.no, ports: {} };
    }
    case "decision":
    case "score":
      return { type: "decision", name, decision: NOT_CHOSEN, ports: {} };
    case "action":
      return { type: "action", name, action: { connector: NOT_CHOSEN, name: NOT_CHOSEN }, ports: {} };
    case "emit":
      return { type: "emit", name, event: "order.noted", ports: {} };
    case "assign":
      return { type: "assign", name, set: {}, ports: {} };
    case "amend":
      return { type: "amend", name, ports: {} };
    case "task":
      return { type: "task", name, group: words.group, outcomes: outcomesOf(words), ports: {} };
    case "two-person": {
      const approvals = { count: 2, alone: ["reject"] };
      return { type: "task", name, group: words.group, outcomes: outcomesOf(words), approvals, ports: {} };
    }
    case "wait":
      return { type: "wait", name, for: "PT30M", ports: {} };
    case "wait-until":
      return { type: "wait", name, until: { instant: '=now + duration("PT1H")' }, ports: {} };
    case "parallel": {
      const branches = [
        { id: "first", name: words.firstBranch },
        { id: "second", name: words.secondBranch },
      ];
      return { type: "parallel", name, branches, ports: {} };
    }
    case "foreach":
      return { type: "foreach", name, items: "=order.lines", as: "line", ports: {} };
    case "join":
      return { type: "join", name, of: parallel, ports: {} };
    case "subworkflow":
      return { type: "subworkflow", name, workflow: NOT_CHOSEN, ports: {} };
  }
}

const outcomesOf = ({ approve, reject }: NodeWords) => [
  { id: "approve", name: approve },
  { id: "reject", name: reject },
];

/** The port by which a node leads on when nobody says which, or undefined where it does not. */
function mainPortOf(node: WorkflowNode): string | undefined {
  switch (node.type) {
    case "start":
    case "assign":
    case "amend":
    case "emit":
      return "next";
    case "decision":
    case "action":
    case "wait":
    case "join":
    case "subworkflow":
      return "done";
    case "switch":
      return node.cases[0]?.id;
    case "task":
      return node.outcomes[0]?.id;
    case "parallel":
      return node.branches[0]?.id;
    case "foreach":
      return "each";
    case "raise":
      return node.remedies?.[0]?.id;
    case "end":
      return undefined;
  }
}

/** A join for the parallel or loop that has none yet, else for nothing. */
function openParallel({ nodes }: WorkflowDefinition): string | undefined {
  const joined = new Set(Object.values(nodes).flatMap((node) => (node.type === "join" ? [node.of] : [])));
  return Object.keys(nodes).find((id) => opensRegion(nodes[id]) && !joined.has(id));
}

export interface Addition {
  readonly command: Command;
  /** The node that was asked for. */
  readonly id: string;
  /** Where what comes after it goes on from: its join, when a parallel brought one. */
  readonly leadsOn: { readonly node: string; readonly port: string } | undefined;
}

const branchIds = (node: NodeOf<"parallel" | "foreach">): readonly string[] =>
  node.type === "foreach" ? ["each"] : node.branches.map(({ id }) => id);

/** How far below a parallel its join stands, so that a card and some air fit between. */
const JOIN_BELOW = 148;

/** A parallel or loop comes with its join, all branches led straight to it: what is between is inserted on them. */
export function additionOf(
  { definition }: EditedDocument,
  kind: NodeKind,
  words: NodeWords & { readonly join: LocalizedText },
  position: Position,
): Addition {
  const taken = nodeIdsOf(definition);
  const id = freshId(taken, stemOf(kind));
  const node = newNode(kind, words, id, openParallel(definition));
  const add: Command = { type: "add-node", id, node, position };
  if (node.type !== "parallel" && node.type !== "foreach") {
    const port = mainPortOf(node);
    return { command: add, id, leadsOn: port === undefined ? undefined : { node: id, port } };
  }
  const join = freshId(taken, "join");
  const commands: Command[] = [
    { ...add, node: { ...node, ports: Object.fromEntries(branchIds(node).map((branch) => [branch, join])) } },
    {
      type: "add-node",
      id: join,
      node: newNode("join", { ...words, name: words.join }, join, id),
      position: { x: position.x, y: position.y + JOIN_BELOW },
    },
  ];
  // The join must be there before an edge leads to it.
  return { command: { type: "batch", commands }, id, leadsOn: { node: join, port: "done" } };
}
