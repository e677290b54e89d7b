// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { CasesDocument, ConnectorDefinition, DecisionDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { runWorkflowCases, type SimulationResolver } from "@orderloom/workflow";
import { coverageOf } from "./coverage.ts";
import { newTrial, runTrial, type Trial, trialOfCases, untilInstant, withoutLastStep, withStep } from "./trial.ts";
import { freeCaseId, withCase, withoutCase } from "./trial-case.ts";
import { answerChoices, eventOf, nextInstant, trialChoices, withAnswer, withUsualAnswer } from "./trial-choices.ts";
import { trialOverlay } from "./trial-overlay.ts";
import { changedVars, trialSteps, type TrialStep } from "./trial-steps.ts";

type Document = WorkflowDefinition | DecisionDefinition | ConnectorDefinition | CasesDocument;

const folder = resolve(import.meta.dirname, "../../../../../packages/rule-dsl/fixtures");
const documents = readdirSync(folder)
  .filter((file) => /\.(workflow|decision|connector|cases)\.json$/.test(file))
  // The language's own tests check these against their schemas.
  .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Document);
function find<K extends Document["kind"]>(kind: K, id: string): Extract<Document, { kind: K }> | undefined {
  return documents.find(
    (one): one is Extract<Document, { kind: K }> =>
      one.kind === kind && (one.kind === "cases" ? one.of : one.id) === id,
  );
}
const resolver: SimulationResolver = {
  version: 1,
  decision: (id) => {
    const definition = find("decision", id);
    return definition && { definition, version: 1 };
  },
  workflow: (id) => {
    const definition = find("workflow", id);
    return definition && { definition, version: 1 };
  },
  action: ({ connector, name }) => find("connector", connector)?.actions[name],
};
const review = find("workflow", "credit-term-review");
const cases = find("cases", "credit-term-review");
if (!review || !cases) throw new Error("the fixtures have the credit review");

const start = trialOfCases(cases, 0);
const run = (trial: Trial) => runTrial(review, resolver, trial);
const words = () => ({ workflow: review });
const stepsOf = (trial: Trial) => trialSteps(run(trial), words);
const at = (steps: readonly TrialStep[], node: string) => steps.find(({ nodeId }) => nodeId === node);

describe("an order on credit is tried", () => {
  const first = run(start);
  const [task] = trialChoices(first);

  test("it stops at finance, who may approve or reject", () => {
    expect(task).toMatchObject({ kind: "decide", outcomes: expect.arrayContaining(["approve"]) });
    expect(first.status).toBe("held");
  });

  test("each step says in both languages what happened there", () => {
    const told = stepsOf(start).flatMap(({ entries }) => entries);
    expect(told.length).toBeGreaterThan(3);
    for (const { title } of told) expect([title["zh-CN"], title.en].every((text) => text.length > 0)).toBe(true);
  });

  test("a decision moves it on, taking it back brings it to where it stood", () => {
    if (task?.kind !== "decide") throw new Error("a task is open");
    const decided = withStep(start, { decide: { node: task.nodeId, outcome: "approve", by: "wu-min" } });
    expect(stepsOf(decided).length).toBeGreaterThan(stepsOf(start).length);
    expect(at(stepsOf(decided), task.nodeId)).toMatchObject({ port: "approve" });
    expect(withoutLastStep(decided)).toEqual(start);
  });

  test("the clock runs to the next instant at which something happens by itself", () => {
    const next = nextInstant(first);
    if (next === undefined) throw new Error("the task has a deadline");
    const later = run(untilInstant(start, first, next));
    expect(later.endedAt).toBeGreaterThanOrEqual(next);
    expect(untilInstant(start, first, first.stepsEndedAt - 1)).toBe(start);
  });

  test("a line is cancelled: the first that stands; a new address nobody has said is not offered", () => {
    expect(eventOf("order.line-cancelled", first)).toEqual({ type: "order.line-cancelled", data: { lineId: "1" } });
    expect(eventOf("shipment.dispatched", first)).toEqual({ type: "shipment.dispatched" });
    expect(eventOf("order.address-changed", first)).toBeUndefined();
    const cancelled = run(withStep(start, { event: { type: "order.line-cancelled", data: { lineId: "1" } } }));
    expect(cancelled.problems).toEqual([]);
  });

  test("a call answered otherwise leads another way, and back again", () => {
    const steps = stepsOf(start);
    const call = steps.flatMap(({ calls }) => calls)[0];
    if (!call) throw new Error("something is called");
    const silent = withAnswer(start, steps, call, { timeout: true });
    expect(stepsOf(silent).flatMap(({ calls }) => calls)[0]?.answer).toEqual({ kind: "timeout" });
    expect(withUsualAnswer(silent, call).answers).not.toHaveProperty([`${call.connector}.${call.action}`]);
  });

  test("what an action may answer: recorded, usual, each of its outcomes, and three ways to go wrong", () => {
    const manifest = find("connector", "wms")?.actions["reserve-stock"];
    const kinds = answerChoices(manifest, [{ output: { id: "R-1" } }]).map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(["recorded", "usual"]);
    expect(kinds.slice(-3)).toEqual(["fault", "refusal", "silence"]);
    expect(kinds.filter((kind) => kind === "outcome")).toHaveLength(manifest?.outcomes?.length ?? 0);
  });
});

describe("the thread through the drawing", () => {
  const steps = stepsOf(start);
  const overlayAt = (shown: number) => trialOverlay({ definition: review, steps, shown, instanceId: "simulation" });

  test("grows by one card a step", () => {
    const lit = steps.map((_, index) => [...overlayAt(index + 1).nodes.values()].filter(({ step }) => step).length);
    expect(lit).toEqual([...lit].sort((one, other) => one - other));
    expect([...overlayAt(1).edges.values()]).not.toContain("lit");
    expect([...overlayAt(steps.length).edges.values()].filter((state) => state === "lit").length).toBeGreaterThan(1);
  });

  test("where it waits leads on, where it does not come is off", () => {
    const { nodes } = overlayAt(steps.length);
    expect([...nodes.values()].map(({ state }) => state)).toEqual(
      expect.arrayContaining(["lit", "waiting", "next", "off"]),
    );
  });
});

describe("a trial kept as a case", () => {
  const kept = { id: "case-9", name: { "zh-CN": "试走" }, trial: start, run: run(start) };

  test("runs again and passes", () => {
    const document = withCase(cases, review.id, kept);
    const results = runWorkflowCases(document, review, resolver);
    expect(results.find(({ id }) => id === "case-9")).toMatchObject({ passed: true });
  });

  test("a first case brings its order along", () => {
    const document = withCase(undefined, review.id, kept);
    expect(runWorkflowCases(document, review, resolver)).toMatchObject([{ id: "case-9", passed: true }]);
    expect(freeCaseId(document)).toBe("case-2");
    expect(withoutCase(document, "case-9")).toBeUndefined();
  });

  test("another order than the others' is written into the case", () => {
    const other = newTrial({ channel: "tmall", lines: [] }, start.now);
    const document = withCase(cases, review.id, { ...kept, trial: other, run: run(other) });
    expect(document.cases.at(-1)?.with).toHaveProperty(["/order"], other.order);
    expect(runWorkflowCases(document, review, resolver).at(-1)).toMatchObject({ passed: true });
  });
});

test("the shipped cases cover the start in each of them, and each way at most once a case", () => {
  const results = runWorkflowCases(cases, review, resolver);
  const { nodes, ports } = coverageOf(review, results);
  expect(nodes.get("start")).toBe(results.length);
  for (const times of ports.values()) expect(times).toBeLessThanOrEqual(results.length);
});

test("variables that changed are told by name", () =>
  expect(changedVars({ a: 1, b: { c: 2 }, gone: true }, { a: 1, b: { c: 3 }, fresh: null })).toEqual(
    new Set(["b", "gone", "fresh"]),
  ));
