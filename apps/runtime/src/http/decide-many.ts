import { setImmediate } from "node:timers/promises";
import type { DecideManyCounts, DecideManyLine, DecideManyRequest, DecideManyResult } from "@orderloom/api-contract";
import type { JsonObject, Language } from "@orderloom/rule-dsl";
import type { TaskReply } from "../host/commands.ts";
import { problemDetails, problemOfRefusal } from "./problem.ts";
import { type Call, ok, type Reply } from "./route.ts";

export interface BatchDecision {
  readonly outcome: string;
  readonly form?: JsonObject;
  readonly reason?: string;
  readonly batch: number;
}

type Decide = (taskId: string, decision: BatchDecision) => Promise<TaskReply>;

/** How many are decided at once: few enough that orders which come in meanwhile wait for none of them. */
const SLICE = 50;

/**
 * One reason for many. Each stands for itself, so one refusal leaves the others decided; what takes several people is left aside. Sent again after
 * a break it decides only what is still open and says `duplicate` of the rest.
 */
export async function decideMany(call: Call, decide: Decide): Promise<Reply> {
  const lines = decided(call, decide);
  if (call.wantsLines) return { lines };
  const results: DecideManyResult[] = [];
  let counts = none();
  for await (const line of lines) {
    results.push(...line.results);
    counts = line.counts;
  }
  return ok({ results, counts });
}

async function* decided({ body, language }: Call, decide: Decide): AsyncGenerator<DecideManyLine> {
  const { ids: asked, outcome, form, reason } = body as DecideManyRequest; // checked by the route
  const ids = [...new Set(asked)];
  const decision: BatchDecision = {
    outcome,
    ...(form && { form }),
    ...(reason !== undefined && { reason }),
    batch: ids.length,
  };
  const counts = none();
  const total = ids.length;
  for (let done = 0; done < total;) {
    const slice = ids.slice(done, done + SLICE);
    const results = await Promise.all(slice.map(async (id) => resultOf(id, await decide(id, decision), language)));
    for (const result of results) count(counts, result);
    done += slice.length;
    yield { done, total, results, counts: { ...counts }, ...(done === total && { complete: true as const }) };
    await setImmediate();
  }
}

const none = (): DecideManyCounts => ({ decided: 0, duplicate: 0, refused: 0, setAside: 0 });

function resultOf(taskId: string, reply: TaskReply, language: Language): DecideManyResult {
  if (reply.kind !== "refused")
    return { taskId, status: 200, state: reply.kind === "duplicate" ? "duplicate" : "decided" };
  const { status, code, message } = problemDetails(problemOfRefusal(reply), language);
  return { taskId, status, code, message, ...(code === "task-needs-two" && { state: "set-aside" as const }) };
}

function count(counts: DecideManyCounts, { state }: DecideManyResult): void {
  if (state === "set-aside") counts.setAside += 1;
  else if (state === undefined) counts.refused += 1;
  else counts[state] += 1;
}
