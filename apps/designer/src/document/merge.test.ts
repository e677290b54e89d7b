// @vitest-environment node
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "@orderloom/rule-dsl";
import { apply } from "./apply.ts";
import type { Command } from "./command.ts";
import { onlyNodes } from "./command.ts";
import type { EditedDocument } from "./edited-document.ts";
import { changesBetween, merge } from "./merge.ts";
import { creditTermDocument, peakHourDocument, seed } from "./testing/documents.ts";
import { commandOf, type Roll, rolls } from "./testing/generated-commands.ts";

const documents = fc.constantFrom(creditTermDocument(), peakHourDocument());
const edited = (base: EditedDocument, sequence: readonly Roll[]): EditedDocument =>
  sequence.reduce((document, roll) => apply(document, commandOf(roll, document)).document, base);
const same = (one: EditedDocument, other: EditedDocument): void => {
  expect(canonicalJson(one)).toBe(canonicalJson(other));
};

describe("both edits together", () => {
  test("against nothing new of the other it is my edit, to the byte", () => {
    fc.assert(
      fc.property(documents, rolls(12), (base, sequence) => {
        const mine = edited(base, sequence);
        const { document, conflicts } = merge(base, mine, base);
        expect(JSON.stringify(document)).toBe(JSON.stringify(mine));
        expect(conflicts).toEqual([]);
      }),
      { seed: seed(), numRuns: 150 },
    );
  });

  test("what is added under a taken id is not added: two parts of one name could not be told apart", () => {
    const base = creditTermDocument();
    const [note] = base.layout.notes ?? [];
    if (note === undefined) throw new Error("fixtures changed");
    const handler = { id: "asked", event: "order.line-cancelled", ports: { next: "release" } } as const;
    const adding: Command = { type: "add-handler", handler, position: { x: 0, y: 0 } };
    const once = apply(base, adding).document;
    expect(apply(base, { type: "add-note", note: { ...note, text: "again" } }).document).toEqual(base);
    expect(apply(once, adding).document).toEqual(once);
  });

  test("of my nothing and the other's edit it is the other's", () => {
    fc.assert(
      fc.property(documents, rolls(12), (base, sequence) => {
        const theirs = edited(base, sequence);
        const { document, conflicts } = merge(base, base, theirs);
        for (const { part } of changesBetween(document, theirs)) expect(part).toMatch(/^$/);
        expect(conflicts).toEqual([]);
      }),
      { seed: seed(), numRuns: 150 },
    );
  });

  test("without a conflict every change of either is in it, and it does not matter who is who", () => {
    fc.assert(
      fc.property(documents, rolls(4), rolls(4), (base, one, other) => {
        const mine = edited(base, one);
        const theirs = edited(base, other);
        const there = merge(base, mine, theirs);
        const back = merge(base, theirs, mine);
        expect([...there.conflicts].sort()).toEqual([...back.conflicts].sort());
        if (there.conflicts.length > 0) return;
        expect(changesBetween(there.document, back.document)).toEqual([]);
        const made = new Map(changesBetween(base, there.document).map((change) => [change.part, change.after]));
        for (const edit of [mine, theirs])
          for (const { part, after } of changesBetween(base, edit)) expect(made.get(part), part).toEqual(after);
      }),
      { seed: seed(), numRuns: 250 },
    );
  });
});

describe("on the credit-term flow", () => {
  const base = creditTermDocument();
  const after = (...commands: readonly Command[]) => apply(base, { type: "batch", commands }).document;
  const named = (id: string, en: string): Command => {
    const node = base.definition.nodes[id];
    if (node === undefined) throw new Error("fixtures changed");
    return { type: "set-node", id, node: { ...node, name: { en } } };
  };

  test("I rename one step, she another: both are renamed", () => {
    const { document, conflicts } = merge(base, after(named("release", "Send")), after(named("cancel", "Stop")));
    expect(conflicts).toEqual([]);
    same(document, after(named("release", "Send"), named("cancel", "Stop")));
  });

  test("both rename the same step: somebody must choose", () => {
    const { conflicts } = merge(base, after(named("release", "Send")), after(named("release", "Let go")));
    expect(conflicts).toEqual(["nodes/release"]);
  });

  test("I lead a step to one that she removes: both were whole, together they are not", () => {
    const mine = after({ type: "connect", from: { node: "start" }, port: "next", to: "cancelled" });
    const theirs = after({ type: "remove", parts: onlyNodes("cancelled") });
    expect(merge(base, mine, theirs).conflicts).toContain("nodes/start");
  });

  test("I move a box that she renames: no conflict", () => {
    const mine = after({ type: "move", nodes: { release: { x: 0, y: 0 } } });
    const { document, conflicts } = merge(base, mine, after(named("release", "Send")));
    expect(conflicts).toEqual([]);
    expect(document.layout.nodes["release"]).toEqual({ x: 0, y: 0 });
    expect(document.definition.nodes["release"]?.name).toEqual({ en: "Send" });
  });
});
