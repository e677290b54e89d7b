import type { TaskEvidence } from "@orderloom/api-contract";
import type { EndedTask } from "../../ports/task-store.ts";
import { outcomeName, type Wording } from "./wording.ts";

type Past = TaskEvidence["past"][number];

/** What the same people decided the same way without a longer break is one line. */
const BREAK_MS = 6 * 3_600_000;
const MOST_LINES = 5;

/** How tasks of a kind ended, the latest first. */
export function pastOf(ended: readonly EndedTask[], wording: Wording): Past[] {
  const lines: Past[] = [];
  const latest = new Map<string, Past>();
  for (const one of ended) {
    const { ending, endedAt } = one;
    const key = JSON.stringify([ending.state, ending.outcome, ending.by.map(({ id }) => id)]);
    const known = latest.get(key);
    if (known !== undefined && known.from - endedAt <= BREAK_MS) {
      add(known, one);
      continue;
    }
    const line = lineOf(one, wording);
    latest.set(key, line);
    lines.push(line);
  }
  return lines.slice(0, MOST_LINES);
}

function lineOf(one: EndedTask, wording: Wording): Past {
  const { task, ending, endedAt } = one;
  const outcome = outcomeName(wording.workflow(task.workflow, task.version), task.nodeId, ending.outcome);
  const line: Past = {
    from: endedAt,
    to: endedAt,
    count: 0,
    state: ending.state,
    ...(outcome === undefined ? {} : { outcome }),
    by: ending.by.map(({ name }) => name),
    cancelled: 0,
    inTrouble: 0,
  };
  add(line, one);
  return line;
}

function add(line: Past, { endedAt, orderStatus }: EndedTask): void {
  line.count += 1;
  line.from = Math.min(line.from, endedAt);
  if (orderStatus === "cancelled") line.cancelled += 1;
  if (orderStatus === "incident") line.inTrouble += 1;
}
