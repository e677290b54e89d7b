import {
  allCodes,
  type BothLanguages,
  type Code,
  textOf,
  type WorkflowDefinition,
  type WorkflowNode,
} from "@orderloom/rule-dsl";
import type { NextStep, Remedy } from "@orderloom/api-contract";
import type { OpenStep } from "../../host/queries.ts";
import { both, nodeName, says, type Wording } from "./wording.ts";

const none: NextStep = { kind: "none", text: says("", "") };

/** The next step as a person reads it: what is really open, and which remedies are offered (S4). */
export function nextStepOf(open: OpenStep | undefined, wording: Wording): NextStep {
  if (open === undefined) return none;
  const definition = wording.workflow(open.workflow, open.version);
  const place = {
    instanceId: open.instanceId,
    activation: open.activation,
    ...(open.taskId === undefined ? {} : { taskId: open.taskId }),
    ...(open.at === undefined ? {} : { at: open.at }),
  };
  const node = definition?.nodes[open.nodeId];
  return {
    kind: open.kind,
    text: textFor(open, node, definition, wording),
    ...place,
    ...remediesOf(open, node, wording),
  };
}

function textFor(
  open: OpenStep,
  node: WorkflowNode | undefined,
  definition: WorkflowDefinition | undefined,
  wording: Wording,
): BothLanguages {
  const name = nodeName(definition, open.nodeId);
  switch (open.kind) {
    case "task": {
      const group = both(wording.groupName(open.group ?? ""), open.group ?? "");
      return says(`等${group["zh-CN"]}：${name["zh-CN"]}`, `${group.en} to do: ${name.en}`);
    }
    case "call": {
      const connector =
        node?.type === "action" ? both(wording.connectorName(node.action.connector), node.action.connector) : name;
      return open.at === undefined
        ? says(`等${spaced(connector["zh-CN"])}应答`, `Waiting for ${connector.en}`)
        : says(`${name["zh-CN"]}没办成，稍后再试`, `${name.en} failed, trying again`);
    }
    case "timer":
    case "event":
      return name;
    case "incident":
      return incidentText(open, name);
    case "none":
      return none.text;
  }
}

const spaced = (name: string): string => (/^[\w]/.test(name) ? ` ${name} ` : name);

function incidentText(open: OpenStep, name: BothLanguages): BothLanguages {
  const incident = open.incident;
  if (incident?.message !== undefined) return both(incident.message, incident.incident);
  const code = incident?.code;
  if (code !== undefined && isCode(code)) return textOf(code, { ...incident?.data, node: name });
  return says(`${name["zh-CN"]}：${incident?.incident ?? ""}`, `${name.en}: ${incident?.incident ?? ""}`);
}

const codes: ReadonlySet<string> = new Set(allCodes);
const isCode = (code: string): code is Code => codes.has(code);

/** Remedies that every incident of their kind offers; others are named by the node that declares them. */
export const remedyNames: Readonly<Record<string, BothLanguages>> = {
  retry: says("再试一次", "Try again"),
  mend: says("改了再试", "Mend and try again"),
  done: says("当作已办", "Take as done"),
  "settled-by-hand": says("已另行处理", "Seen to by hand"),
};

function remediesOf(
  open: OpenStep,
  node: WorkflowNode | undefined,
  wording: Wording,
): Pick<NextStep, "remedies" | "owner"> {
  if (open.incident === undefined) return {};
  const declared = node?.type === "raise" ? (node.remedies ?? []) : [];
  return {
    remedies: open.incident.remedies.map((id) => ({
      id,
      name: remedyNames[id] ?? both(declared.find((remedy) => remedy.id === id)?.name, id),
      ...asksFor(id, node, wording),
    })),
    ...ownerOf(open.incident.owner, wording),
  };
}

function asksFor(remedy: string, node: WorkflowNode | undefined, wording: Wording): Partial<Remedy> {
  if (node?.type !== "action" || (remedy !== "done" && remedy !== "mend")) return {};
  const commits = wording.action(node.action.connector, node.action.name)?.commits === true;
  return {
    ...(commits && { reasonRequired: true }),
    ...(remedy === "mend" && { input: true }),
    ...(remedy === "done" && node.output !== undefined && { output: true }),
  };
}

function ownerOf(owner: NonNullable<OpenStep["incident"]>["owner"], wording: Wording): Pick<NextStep, "owner"> {
  if (owner === undefined) return {};
  const { group, person = "" } = owner;
  const name = group === undefined ? says(person, person) : both(wording.groupName(group), group);
  return { owner: { ...owner, name } };
}
