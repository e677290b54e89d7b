import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import type { TaskChange } from "@orderloom/api-contract";
import type { StreamedEvent } from "../../host/queries.ts";

type TaskEvent = Extract<OrderLoomEvent, { type: `task.${string}` }>;

/** More than this in one frame is told as `tasksMissed`: who listens asks again. */
const MOST = 500;

const isTask = (event: OrderLoomEvent): event is TaskEvent => event.type.startsWith("task.");

/** What happened to tasks since the last frame, the latest of each. */
export class TaskChanges {
  readonly #latest = new Map<string, TaskEvent>();
  #missed = false;

  /** Whether any of them is about a task. */
  note(entries: readonly StreamedEvent[]): boolean {
    let noted = false;
    for (const { event } of entries) {
      if (!isTask(event)) continue;
      noted = true;
      if (this.#latest.size >= MOST) this.#missed = true;
      else this.#latest.set(event.data.taskId, event);
    }
    return noted;
  }

  take(): { readonly tasks?: readonly TaskChange[]; readonly tasksMissed?: true } {
    if (this.#latest.size === 0) return {};
    const tasks = [...this.#latest.values()].map(changeOf);
    const missed = this.#missed;
    this.#latest.clear();
    this.#missed = false;
    return { tasks, ...(missed && { tasksMissed: true }) };
  }
}

function changeOf(event: TaskEvent): TaskChange {
  const { type, data, orderId, actor } = event;
  return {
    id: data.taskId,
    ...(orderId === undefined ? {} : { orderId }),
    change: changes[type],
    ...(actor.kind === "person" ? { by: actor.name } : {}),
    ...("outcome" in data ? { outcome: data.outcome } : {}),
  };
}

const changes: { readonly [K in TaskEvent["type"]]: TaskChange["change"] } = {
  "task.opened": "opened",
  "task.claimed": "claimed",
  "task.released": "released",
  "task.approved": "approved",
  "task.escalated": "escalated",
  "task.decided": "decided",
  "task.withdrawn": "withdrawn",
  "task.timed-out": "timed-out",
};
