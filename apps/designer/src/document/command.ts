import type { EventHandler, Ports, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";
import type { EdgeRef, EditedDocument, Note, Position, Source } from "./edited-document.ts";
import type { PatchOp } from "./patch.ts";

/** What of the head can be set; a field that is given as undefined goes. */
export type HeadField = Exclude<keyof WorkflowDefinition, "kind" | "schemaVersion" | "id" | "nodes">;
export type HeadChange = { readonly [F in HeadField]?: WorkflowDefinition[F] | undefined };

/** Every edit there is. One that has nothing to act on changes nothing. */
export type Command =
  | { readonly type: "add-node"; readonly id: string; readonly node: WorkflowNode; readonly position: Position }
  /** With the edges that lead to what goes. */
  | { readonly type: "remove"; readonly parts: PartIds }
  | { readonly type: "move"; readonly nodes?: Positions; readonly notes?: Positions }
  | { readonly type: "connect"; readonly from: Source; readonly port: string; readonly to: string }
  | { readonly type: "disconnect"; readonly from: Source; readonly port: string }
  | { readonly type: "set-node"; readonly id: string; readonly node: WorkflowNode }
  | { readonly type: "rename-node-id"; readonly id: string; readonly to: string }
  | { readonly type: "set-head"; readonly head: HeadChange }
  | { readonly type: "set-ports"; readonly from: Source; readonly ports: Ports }
  | { readonly type: "add-handler"; readonly handler: EventHandler; readonly position: Position }
  | { readonly type: "set-handler"; readonly id: string; readonly handler: EventHandler }
  | { readonly type: "add-note"; readonly note: Note }
  | { readonly type: "set-note"; readonly note: Note }
  | { readonly type: "remove-note"; readonly id: string }
  /** The edge leads to the new node, and `port` of that one to where the edge led. */
  | {
      readonly type: "insert-on-edge";
      readonly edge: EdgeRef;
      readonly id: string;
      readonly node: WorkflowNode;
      readonly port: string;
      readonly position: Position;
    }
  /** Another definition, as the code tab writes it; boxes it does not know yet get a place. */
  | { readonly type: "replace-definition"; readonly definition: WorkflowDefinition }
  | { readonly type: "replace-document"; readonly document: EditedDocument }
  /** Changes place by place: what every command comes down to, its inverse, and a finding's fix. */
  | { readonly type: "patch"; readonly ops: readonly PatchOp[] }
  | { readonly type: "batch"; readonly commands: readonly Command[] };

export type CommandType = Command["type"];
export type Positions = Readonly<Record<string, Position>>;

/** Some of a document, by their ids; edges by their keys. */
export interface PartIds {
  readonly nodes: readonly string[];
  readonly handlers: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly string[];
}

export const noParts: PartIds = { nodes: [], handlers: [], edges: [], notes: [] };
export const onlyNodes = (...nodes: readonly string[]): PartIds => ({ ...noParts, nodes });
export const countParts = ({ nodes, handlers, edges, notes }: PartIds): number =>
  nodes.length + handlers.length + edges.length + notes.length;

/** What a step is called where it can be undone; whoever shows it has the words. */
export type StepName =
  | CommandType
  | "paste"
  | "cut"
  | "duplicate"
  | "tidy"
  | "align"
  | "distribute"
  | "fix"
  | "merge"
  | "append"
  | "restore";

export interface StepLabel {
  readonly name: StepName;
  /** Id of the one node that it is about. */
  readonly node?: string;
}

/** The label of a command that says nothing better of itself. */
export function labelOf(command: Command): StepLabel {
  switch (command.type) {
    case "add-node":
    case "set-node":
    case "rename-node-id":
    case "insert-on-edge":
      return { name: command.type, node: command.id };
    case "connect":
    case "disconnect":
    case "set-ports":
      return "node" in command.from ? { name: command.type, node: command.from.node } : { name: command.type };
    case "remove": {
      const [node, ...others] = command.parts.nodes;
      return node === undefined || others.length > 0 ? { name: "remove" } : { name: "remove", node };
    }
    case "move": {
      const [node, ...others] = Object.keys(command.nodes ?? {});
      return node === undefined || others.length > 0 ? { name: "move" } : { name: "move", node };
    }
    case "batch": {
      const [first] = command.commands;
      return first === undefined ? { name: "batch" } : labelOf(first);
    }
    case "set-head":
    case "add-handler":
    case "set-handler":
    case "add-note":
    case "set-note":
    case "remove-note":
    case "replace-definition":
    case "replace-document":
    case "patch":
      return { name: command.type };
  }
}
