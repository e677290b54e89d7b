import { problem } from "@orderloom/rule-dsl";
import type { Refused } from "../../host/commands.ts";
import type { InstanceRecord } from "../../host/queries.ts";
import { both, type Wording } from "./wording.ts";

/** The refusal of a decision as a person reads it: groups and outcomes by their names instead of their ids. */
export function namedRefusal(
  refused: Refused,
  taskId: string,
  record: InstanceRecord | undefined,
  wording: Wording,
): Refused {
  const { group, outcome } = refused.data;
  const data = {
    ...refused.data,
    ...(typeof group === "string" ? { group: both(wording.groupName(group), group) } : {}),
    ...(typeof outcome === "string" ? { outcome: outcomeName(outcome, taskId, record) } : {}),
  };
  const problems = refused.problems?.map((one) =>
    one.code === refused.code ? problem(one.code, one.pointer, data) : one,
  );
  return { ...refused, data, ...(problems === undefined ? {} : { problems }) };
}

/** The instance that a task belongs to (S37). */
export const instanceOfTask = (taskId: string): string => taskId.slice(0, Math.max(0, taskId.lastIndexOf("/")));

function outcomeName(outcome: string, taskId: string, record: InstanceRecord | undefined) {
  const nodeId =
    record?.state.closedTasks.find(({ id }) => id === taskId)?.nodeId ??
    record?.state.activations.find(({ id }) => `${instanceOfTask(taskId)}/${String(id)}` === taskId)?.nodeId;
  const node = nodeId === undefined ? undefined : record?.definition.nodes[nodeId];
  return both(node?.type === "task" ? node.outcomes.find(({ id }) => id === outcome)?.name : undefined, outcome);
}
