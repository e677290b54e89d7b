import { describe, expect, it } from "vitest";
import { latestTick, nextTick } from "../schedule.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import { check } from "./check.ts";

const at = (text: string): number => Date.parse(text);

function workflow(more: Partial<WorkflowDefinition>): WorkflowDefinition {
  return {
    kind: "workflow",
    schemaVersion: 1,
    id: "tracking-check",
    name: { en: "Tracking check" },
    role: "own",
    nodes: { start: { type: "start", ports: { next: "end" } }, end: { type: "end", outcome: "done" } },
    ...more,
  };
}

const fifteen = { cron: "*/15 * * * *" };
const reading = {
  start: { type: "start", ports: { next: "set" } },
  set: { type: "assign", set: { "vars.big": "=order.total > 100" }, ports: { next: "end" } },
  end: { type: "end", outcome: "done" },
} as const;

describe("a schedule", () => {
  it.each<[string, Partial<WorkflowDefinition>, readonly string[]]>([
    ["is followed", { schedule: { ...fifteen, timeZone: "Asia/Shanghai" } }, []],
    ["has five fields", { schedule: { cron: "*/15 * * *  " } }, ["bad-cron /schedule/cron"]],
    ["stays within its fields", { schedule: { cron: "61 * * * *" } }, ["bad-cron /schedule/cron"]],
    ["comes some day", { schedule: { cron: "0 0 30 2 *" } }, ["cron-never /schedule/cron"]],
    ["has a zone there is", { schedule: { ...fifteen, timeZone: "Mars/Phobos" } }, ["unknown-zone /schedule/timeZone"]],
    ["for each order is for a side workflow", { schedule: { ...fifteen, each: {} } }, ["schedule-role /schedule"]],
    ["by itself is for one of its own", { role: "side", schedule: fifteen }, ["schedule-role /schedule"]],
    [
      "names stages there are",
      { role: "side", schedule: { ...fifteen, each: { stages: ["shipping", "flying"] } } },
      ["unknown-stage /schedule/each/stages/1"],
    ],
    ["has no order to read", { nodes: reading }, ["unknown-name /nodes/set/set/vars.big"]],
    [
      "has no order to change",
      {
        nodes: {
          ...reading,
          set: { type: "amend", tags: { add: ["big"] }, ports: { next: "end" } },
        },
      },
      ["no-order-here /nodes/set"],
    ],
  ])("%s", (_what, more, expected) => {
    const found = check(workflow(more), { stages: ["shipping"] });
    expect(found.filter(({ severity }) => severity === "error").map(({ code, path }) => `${code} ${path}`)).toEqual(
      expected,
    );
  });
});

describe("instants", () => {
  it.each([
    ["the next one", "0 9 * * 1-5", "2026-11-13T10:00:00+08:00", "2026-11-16T09:00:00+08:00"],
    ["never the one it stands at", "*/15 * * * *", "2026-11-13T10:15:00+08:00", "2026-11-13T10:30:00+08:00"],
  ])("%s", (_what, cron, after, next) => {
    expect(nextTick({ cron }, "Asia/Shanghai", at(after))).toBe(at(next));
  });

  it.each([
    ["nothing yet", "2026-11-13T10:00:00Z", "2026-11-13T10:14:59Z", undefined],
    ["at the very instant", "2026-11-13T10:00:00Z", "2026-11-13T10:15:00Z", "2026-11-13T10:15:00Z"],
    ["the last of many that were missed", "2026-11-13T10:00:00Z", "2026-11-14T07:20:00Z", "2026-11-14T07:15:00Z"],
  ])("what is due: %s", (_what, seen, now, due) => {
    expect(latestTick(fifteen, "UTC", at(seen), at(now))).toBe(due === undefined ? undefined : at(due));
  });
});
