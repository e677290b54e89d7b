import type { ActionManifest, BothLanguages, LocalizedText, WorkflowDefinition } from "@orderloom/rule-dsl";

/** Names that rows and timelines are worded with, read from what is published. */
export interface Wording {
  workflow(id: string, version: number): WorkflowDefinition | undefined;
  action(connector: string, action: string): ActionManifest | undefined;
  connectorName(connector: string): LocalizedText | undefined;
  metricName(metric: string): LocalizedText | undefined;
  groupName(group: string): LocalizedText | undefined;
  channelName(channel: string): LocalizedText | undefined;
}

/** Both languages of an authored text, each falling back on what there is (S41). */
export function both(text: LocalizedText | undefined, fallback: string): BothLanguages {
  const any = text === undefined ? fallback : (text["zh-CN"] ?? text["en"] ?? Object.values(text)[0] ?? fallback);
  return { "zh-CN": text?.["zh-CN"] ?? any, en: text?.["en"] ?? any };
}

export function nodeName(definition: WorkflowDefinition | undefined, nodeId: string): BothLanguages {
  return both(definition?.nodes[nodeId]?.name, nodeId);
}

export function outcomeName(
  definition: WorkflowDefinition | undefined,
  nodeId: string,
  outcome: string | undefined,
): BothLanguages | undefined {
  if (outcome === undefined) return undefined;
  const node = definition?.nodes[nodeId];
  return both(node?.type === "task" ? node.outcomes.find(({ id }) => id === outcome)?.name : undefined, outcome);
}

export const says = (zh: string, en: string): BothLanguages => ({ "zh-CN": zh, en });
