import { expect, test } from "vitest";
import type { LimitAnswer } from "./limit.ts";
import { takeWalk } from "./take-walk.ts";

/** Walks with the answers that each limit gives to `take`. */
function walked(answers: readonly LimitAnswer["kind"][]) {
  const told: string[] = [];
  const walk = takeWalk(answers.length);
  let step = walk.next();
  while (!step.done) {
    const { tell, limit } = step.value;
    told.push(`${tell} ${String(limit)}`);
    step = walk.next({ kind: tell === "take" ? (answers[limit] ?? "unknown") : "done" });
  }
  return { told, taken: step.value };
}

test.each([
  ["all have some", ["done", "done", "done"], ["take 0", "take 1", "take 2"], { kind: "done" }],
  ["the narrowest is used up", ["used-up", "done"], ["take 0"], { kind: "used-up", limit: 0 }],
  [
    "the widest is used up: undone backwards",
    ["done", "done", "used-up"],
    ["take 0", "take 1", "take 2", "withdraw 1", "withdraw 0"],
    { kind: "used-up", limit: 2 },
  ],
  ["given back before", ["given-back", "done"], ["take 0"], { kind: "given-back" }],
] as const)("%s", (_what, answers, told, taken) => {
  expect(walked(answers)).toEqual({ told, taken });
});
