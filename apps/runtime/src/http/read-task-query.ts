import type { Actor } from "@orderloom/rule-dsl";
import { type Deadline, deadlines, type TaskFilter } from "../host/task-queries.ts";
import type { TaskSort } from "../ports/task-store.ts";
import type { Read } from "./read-query.ts";

type Query = Readonly<Record<string, string | undefined>>;

const wrong = (field: string, example: string): Extract<Read<never>, { ok: false }> => ({
  ok: false,
  problem: { status: 400, code: "wrong-format", data: { field, example } },
});

export function taskFilterOf(query: Query, actor: Actor): Read<TaskFilter> {
  const deadline = deadlineOf(query["deadline"]);
  if (deadline === "wrong") return wrong("deadline", "overdue");
  const { state } = query;
  if (state !== undefined && state !== "open" && state !== "claimed") return wrong("state", "open");
  const from = amountOf(query["amountFrom"]);
  if (from === "wrong") return wrong("amountFrom", "50000");
  const to = amountOf(query["amountTo"]);
  if (to === "wrong") return wrong("amountTo", "500000");
  const { group, cause, region, q } = query;
  return {
    ok: true,
    value: {
      ...(group !== undefined && { groups: group.split(",") }),
      ...(cause !== undefined && { cause }),
      ...(deadline !== undefined && { deadline }),
      ...(state !== undefined && { claimed: state === "claimed" }),
      ...(query["mine"] === "true" && { claimedBy: actor.id }),
      ...(from !== undefined && { amountFrom: from }),
      ...(to !== undefined && { amountTo: to }),
      ...(region !== undefined && { region }),
      ...(q !== undefined && q.trim() !== "" && { text: q.trim() }),
    },
  };
}

export function taskSortOf(query: Query): Read<TaskSort> {
  const { sort = "urgency" } = query;
  return sort === "urgency" || sort === "waiting" || sort === "amount"
    ? { ok: true, value: sort }
    : wrong("sort", "waiting");
}

function deadlineOf(text: string | undefined): Deadline | "wrong" | undefined {
  if (text === undefined) return undefined;
  return deadlines.find((one) => one === text) ?? "wrong";
}

function amountOf(text: string | undefined): number | "wrong" | undefined {
  if (text === undefined) return undefined;
  const amount = Number(text);
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : "wrong";
}
