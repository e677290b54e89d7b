import {
  type Actor,
  explainEvent,
  describeEvent,
  type OrderLoomEvent,
  shownValues,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { TaskEvidence } from "@orderloom/api-contract";
import type { HostQueries, InstanceRecord, OrderRecord } from "../../host/queries.ts";
import type { TaskQueries, TaskStanding } from "../../host/task-queries.ts";
import type { TrafficQueries } from "../../host/traffic-queries.ts";
import { causeOf, type TaskRecord } from "../../ports/records.ts";
import { maskOrder } from "./mask.ts";
import { pastOf } from "./task-past.ts";
import { taskRow } from "./task-row.ts";
import { waysOf } from "./task-ways.ts";
import { linesOf, type EventWords, eventWords } from "./timeline.ts";
import { both, nodeName, outcomeName, type Wording } from "./wording.ts";

export interface EvidenceParts {
  readonly queries: HostQueries & TaskQueries & TrafficQueries;
  readonly wording: Wording;
}

/** How many endings of the same kind are looked back on. */
const PAST = 500;

/** What a decision rests on (S11): why it came here, the order, what follows, and how it was done before. */
export async function taskEvidence(
  standing: TaskStanding,
  actor: Actor,
  { queries, wording }: EvidenceParts,
): Promise<TaskEvidence> {
  const task = standing.kind === "open" ? standing.found.task : standing.ended.task;
  const about = standing.kind === "open" ? standing.found.about : standing.ended.about;
  const [instance, order, told, past, likeness, traffic] = await Promise.all([
    queries.instance(task.instanceId),
    task.orderId === undefined ? undefined : queries.order(task.orderId),
    toldOf(task, queries, wording),
    queries.endedLike(task, PAST),
    queries.taskLikeness(causeOf(task)),
    queries.traffic(task.workflow, 7),
  ]);
  const open = openTask(instance, task.id);
  return {
    task: taskRow({ task, ...(about === undefined ? {} : { about }) }, wording, actor),
    ...stateOf(standing, wording),
    groups: [task.group, ...task.escalatedTo].map((group) => both(wording.groupName(group), group)),
    mayDecide: standing.kind === "open" && mayDecide(task, open, actor),
    ...told,
    shown: shownOf(task, instance?.definition),
    approvals: approvalsOf(task, open, instance?.definition),
    deadline: deadlineOf(task, open, instance, wording),
    ...(order === undefined ? {} : { order: orderOf(order) }),
    ways: instance === undefined ? [] : waysOf(instance.definition, task, "kind" in traffic ? {} : traffic.nodes),
    past: pastOf(past, wording),
    likeness: likeness.map((trait) => ({ ...trait })),
  };
}

type OpenTask = Extract<InstanceRecord["state"]["activations"][number]["wait"], { for: "task" }>["task"];
type Activation = InstanceRecord["state"]["activations"][number];

function activationOf(instance: InstanceRecord | undefined, taskId: string): Activation | undefined {
  return instance?.state.activations.find(({ wait }) => wait.for === "task" && wait.task.id === taskId);
}

function openTask(instance: InstanceRecord | undefined, taskId: string): OpenTask | undefined {
  const wait = activationOf(instance, taskId)?.wait;
  return wait?.for === "task" ? wait.task : undefined;
}

function mayDecide(task: TaskRecord, open: OpenTask | undefined, { id, groups }: Actor): boolean {
  const isMember = [task.group, ...task.escalatedTo].some((group) => groups.includes(group));
  const isExcluded = task.excluded?.includes(id) === true;
  return isMember && !isExcluded && open?.approvals.some(({ by }) => by.id === id) !== true;
}

function stateOf(standing: TaskStanding, wording: Wording): Pick<TaskEvidence, "state" | "ended"> {
  if (standing.kind === "open") return { state: standing.found.task.claimedBy === undefined ? "open" : "claimed" };
  const { task, ending, endedAt } = standing.ended;
  const outcome = outcomeName(wording.workflow(task.workflow, task.version), task.nodeId, ending.outcome);
  return {
    state: ending.state,
    ended: {
      at: endedAt,
      ...(outcome === undefined ? {} : { outcome }),
      by: ending.by.map(({ name }) => name),
    },
  };
}

/** The last decision or fork of its instance before it opened, as the timeline words it. */
async function toldOf(task: TaskRecord, queries: HostQueries, wording: Wording): Promise<Pick<TaskEvidence, "reason">> {
  if (task.orderId === undefined) return {};
  const [history, words] = await Promise.all([
    queries.history(task.orderId),
    eventWords(queries, task.orderId, wording),
  ]);
  const own = history.filter(({ instanceId }) => instanceId === task.instanceId);
  const opened = own.findIndex((event) => event.type === "task.opened" && event.data.taskId === task.id);
  const decided = own.slice(0, Math.max(0, opened)).findLast(isFork);
  return decided === undefined ? {} : { reason: reasonOf(decided, words) };
}

const isFork = ({ type }: OrderLoomEvent): boolean => type === "decision.made" || type === "switch.taken";

function reasonOf(event: OrderLoomEvent, words: EventWords): NonNullable<TaskEvidence["reason"]> {
  const context = words(event);
  const { title, sentence } = describeEvent(event, context);
  const explained = explainEvent(event, context);
  return {
    name: title,
    sentence: explained?.sentence ?? sentence ?? title,
    why: linesOf(explained?.why),
    at: event.at,
  };
}

function shownOf(task: TaskRecord, workflow: WorkflowDefinition | undefined): TaskEvidence["shown"] {
  if (workflow === undefined) return [];
  return shownValues(task.show, { workflow, nodeId: task.nodeId }).map((value) => ({ ...value }));
}

function approvalsOf(
  task: TaskRecord,
  open: OpenTask | undefined,
  definition: WorkflowDefinition | undefined,
): TaskEvidence["approvals"] {
  return (open?.approvals ?? []).map(({ by, outcome, at, reason }) => ({
    by: by.name,
    outcome: outcomeName(definition, task.nodeId, outcome) ?? both(undefined, outcome),
    at,
    ...(reason === undefined ? {} : { reason }),
  }));
}

/** What happens if nobody acts, and when. */
function deadlineOf(
  task: TaskRecord,
  open: OpenTask | undefined,
  instance: InstanceRecord | undefined,
  wording: Wording,
): TaskEvidence["deadline"] {
  const named = (group: string) => both(wording.groupName(group), group);
  return {
    ...(task.dueAt === undefined ? {} : { dueAt: task.dueAt }),
    escalations: (open?.escalations ?? []).map(({ at, to }) => ({ at, to: named(to) })),
    escalatedTo: task.escalatedTo.map(named),
    ...timeoutOf(task, open, instance?.definition),
    ...untilOver(task, instance),
  };
}

function timeoutOf(
  task: TaskRecord,
  open: OpenTask | undefined,
  definition: WorkflowDefinition | undefined,
): Pick<TaskEvidence["deadline"], "timeout"> {
  if (open?.timeoutAt === undefined) return {};
  const node = definition?.nodes[task.nodeId];
  const target = node?.type === "task" ? node.ports["timeout"] : undefined;
  return {
    timeout: {
      at: open.timeoutAt,
      ...(target === undefined ? {} : { leadsTo: nodeName(definition, target) }),
    },
  };
}

/** Where it stands beside a wait and the first of both goes on, it ends by itself with that wait. */
function untilOver(
  task: TaskRecord,
  instance: InstanceRecord | undefined,
): Pick<TaskEvidence["deadline"], "untilOver"> {
  const region = activationOf(instance, task.id)?.region;
  if (instance === undefined || region === undefined) return {};
  const { state, definition } = instance;
  const parallel = state.activations.find(({ id }) => id === region)?.nodeId;
  const first = Object.values(definition.nodes).some(
    (node) => node.type === "join" && node.of === parallel && (node.when === "any" || node.when === 1),
  );
  const beside = state.activations.find((other) => other.region === region && waits.has(other.wait.for));
  return first && beside !== undefined ? { untilOver: nodeName(definition, beside.nodeId) } : {};
}
const waits: ReadonlySet<Activation["wait"]["for"]> = new Set(["time", "event", "metric", "quota"] as const);

function orderOf({ order, row }: OrderRecord): NonNullable<TaskEvidence["order"]> {
  const { customer, shipTo, total, placedAt, payment, lines } = maskOrder(order);
  return {
    id: order.id,
    customer: row.customer,
    ...(customer.level === undefined ? {} : { level: customer.level }),
    total,
    shipTo: [shipTo.province, shipTo.city].filter((part) => part !== undefined && part !== "").join(" · "),
    placedAt,
    payment: { method: payment.method, status: payment.status },
    lines: lines
      .filter(({ state }) => state === "open")
      .map(({ sku, name, quantity, gift }) => ({ sku, name: name ?? sku, quantity, gift })),
  };
}
