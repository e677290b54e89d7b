// @vitest-environment node
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NodeType } from "@orderloom/rule-dsl";
import { apply } from "./apply.ts";
import type { Command } from "./command.ts";
import { onlyNodes } from "./command.ts";
import { createEditor } from "./editor.ts";
import { blankDocument, edgeKey, edgeOfKey, edgesOf, type EditedDocument } from "./edited-document.ts";
import { withPlaces } from "./places.ts";
import { creditTermDocument, peakHourDocument, seed } from "./testing/documents.ts";
import { batchOf, commandOf, rolls } from "./testing/generated-commands.ts";

// Order of fields included: what is undone is the very same text.
const bytes = (document: EditedDocument): string => JSON.stringify(document);
const documents = fc.constantFrom(creditTermDocument(), peakHourDocument());

describe("undoing gives the same bytes", () => {
  test("any single command", () => {
    fc.assert(
      fc.property(documents, rolls(30), (initial, sequence) => {
        let document = initial;
        for (const roll of sequence) {
          const { document: next, inverse } = apply(document, commandOf(roll, document));
          expect(bytes(apply(next, inverse).document)).toBe(bytes(document));
          document = next;
        }
      }),
      { seed: seed(), numRuns: 150 },
    );
  });

  test("any sequence, batches included, there and back and there again", () => {
    fc.assert(
      fc.property(documents, rolls(40), (initial, sequence) => {
        const editor = createEditor(initial);
        sequence.forEach((roll, index) => {
          const { run, document } = editor.getState();
          const few = sequence.slice(index, index + 3);
          run(index % 4 === 0 ? batchOf(few, document) : commandOf(roll, document), { merge: `m${index % 3}` });
        });
        const done = bytes(editor.getState().document);
        while (editor.getState().past.length > 0) editor.getState().undo();
        expect(bytes(editor.getState().document)).toBe(bytes(initial));
        while (editor.getState().future.length > 0) editor.getState().redo();
        expect(bytes(editor.getState().document)).toBe(done);
      }),
      { seed: seed(), numRuns: 120 },
    );
  });

  test("nothing that it was given is changed in place", () => {
    fc.assert(
      fc.property(documents, rolls(10), (initial, sequence) => {
        const before = bytes(initial);
        let document = initial;
        for (const roll of sequence) document = apply(document, commandOf(roll, document)).document;
        expect(bytes(initial)).toBe(before);
      }),
      { seed: seed(), numRuns: 60 },
    );
  });
});

describe("what a command does", () => {
  const credit = creditTermDocument();
  const after = (...commands: readonly Command[]) => apply(credit, { type: "batch", commands }).document;
  const leadingTo = (document: EditedDocument, id: string) =>
    edgesOf(document.definition)
      .filter(({ to }) => to === id)
      .map(edgeKey);

  test("a removed node takes the edges that led to it", () => {
    const removed = after({ type: "remove", parts: onlyNodes("finance-review") });
    expect(leadingTo(removed, "finance-review")).toEqual([]);
    expect(removed.definition.nodes["finance-review"]).toBeUndefined();
    expect(removed.layout.nodes["finance-review"]).toBeUndefined();
  });

  test("a renamed node keeps its place, its box and what leads to it", () => {
    const renamed = after({ type: "rename-node-id", id: "finance-review", to: "review" });
    expect(leadingTo(renamed, "review")).toEqual(leadingTo(credit, "finance-review"));
    expect(Object.keys(renamed.definition.nodes).indexOf("review")).toBe(
      Object.keys(credit.definition.nodes).indexOf("finance-review"),
    );
    expect(renamed.layout.nodes["review"]).toEqual(credit.layout.nodes["finance-review"]);
  });

  test("a node inserted on an edge leads on to where the edge led", () => {
    const inserted = after({
      type: "insert-on-edge",
      edge: { from: { node: "start" }, port: "next" },
      id: "pause",
      node: { type: "wait", for: "PT1H", ports: {} },
      port: "done",
      position: { x: 0, y: 0 },
    });
    expect(leadingTo(inserted, "pause")).toEqual(["start/next"]);
    expect(leadingTo(inserted, "payment-method")).toEqual(["pause/done"]);
  });

  test("moving changes where boxes stand and nothing else (H9)", () => {
    const moved = after({ type: "move", nodes: { start: { x: 8, y: 16 } } });
    expect(moved.definition).toBe(credit.definition);
    expect(moved.layout.nodes["start"]).toEqual({ x: 8, y: 16 });
  });

  test("a command that finds nothing to act on changes nothing", () => {
    const editor = createEditor(credit);
    editor.getState().run({ type: "connect", from: { node: "start" }, port: "next", to: "nowhere" });
    editor.getState().run({ type: "remove", parts: onlyNodes("nowhere") });
    expect(editor.getState().past).toEqual([]);
    expect(editor.getState().document).toBe(credit);
  });
});

describe("the editor", () => {
  const typed = (editor: ReturnType<typeof createEditor>, text: string, merge: string) => {
    const { document, run } = editor.getState();
    const start = document.definition.nodes["start"];
    if (start?.type !== "start") throw new Error("fixtures changed");
    run({ type: "set-node", id: "start", node: { ...start, name: { en: text } } }, { merge });
  };

  test("the letters of a word are one step, the next word after a pause another", () => {
    let now = 0;
    const initial = blankDocument("try", { en: "Try" }, { en: "Order received" });
    const editor = createEditor(initial, { now: () => now });
    for (const text of ["w", "wo", "wor"]) typed(editor, text, "name:start");
    expect(editor.getState().past).toHaveLength(1);
    now = 60_000;
    typed(editor, "word", "name:start");
    expect(editor.getState().past).toHaveLength(2);
    editor.getState().undo();
    editor.getState().undo();
    expect(editor.getState().document).toEqual(initial);
  });

  test("what is chosen follows the document", () => {
    const editor = createEditor(creditTermDocument());
    editor.getState().select(onlyNodes("release", "cancel"));
    editor.getState().run({ type: "remove", parts: onlyNodes("release") });
    expect(editor.getState().selection.nodes).toEqual(["cancel"]);
    editor.getState().undo();
    expect(editor.getState().selection.nodes).toEqual(["release", "cancel"]);
  });
});

test("the key of an edge names it, also one of a handler", () => {
  for (const edge of edgesOf(creditTermDocument().definition)) {
    expect(edgeOfKey(edgeKey(edge))).toEqual({ from: edge.from, port: edge.port });
  }
  expect(edgeOfKey("on:line-cancelled/next")).toEqual({ from: { handler: "line-cancelled" }, port: "next" });
});

test("boxes that nobody placed get a place, apart from each other, and always the same", () => {
  const placed = withPlaces(peakHourDocument());
  const places = Object.values(placed.layout.nodes).map(({ x, y }) => `${x}/${y}`);
  const types = Object.values(placed.definition.nodes).map(({ type }): NodeType => type);
  expect(places.length).toBeGreaterThanOrEqual(types.length);
  expect(new Set(places).size).toBe(places.length);
  expect(withPlaces(peakHourDocument())).toEqual(placed);
  expect(withPlaces(placed)).toBe(placed);
});
