import type { JsonObject } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { Player, workflowOf } from "./testing/player.ts";
import { upcast, type Upcaster, upcastState } from "./upcast.ts";

const steps: readonly Upcaster[] = [
  ({ name, ...rest }) => ({ ...rest, label: name ?? null }),
  (snapshot) => ({ ...snapshot, tags: [] }),
];

describe("snapshots of older releases (S26)", () => {
  test.each([
    ["two releases old", { stateVersion: 1, name: "a" }, { stateVersion: 3, label: "a", tags: [] }],
    ["one release old", { stateVersion: 2, label: "a" }, { stateVersion: 3, label: "a", tags: [] }],
    ["of today", { stateVersion: 3, label: "a", tags: ["x"] }, { stateVersion: 3, label: "a", tags: ["x"] }],
  ] as const)("%s", (_title, snapshot, expected) => {
    expect(upcast(snapshot, steps, 3)).toEqual({ ok: true, value: expected });
  });
  test.each([
    ["newer than this release", { stateVersion: 4 }],
    ["of no version at all", {}],
  ] as const)("%s is not touched", (_title, snapshot) => {
    expect(upcast(snapshot, steps, 3)).toMatchObject({ ok: false, error: [{ code: "state-newer" }] });
  });
  test("a gap between releases is a fault of ours", () => {
    expect(() => upcast({ stateVersion: 1 }, [], 2)).toThrow("No upcaster reads state version 1");
  });
  test("what this release writes, it reads", () => {
    const { state } = new Player(
      workflowOf({ start: { type: "start", ports: { next: "end" } }, end: { type: "end", outcome: "done" } }),
    );
    expect(upcastState(JSON.parse(JSON.stringify(state)) as JsonObject)).toEqual({ ok: true, value: state });
  });
});
