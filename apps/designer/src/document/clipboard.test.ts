// @vitest-environment node
import { describe, expect, test } from "vitest";
import { check, type Diagnostic, validate, WorkflowDefinition } from "@orderloom/rule-dsl";
import { apply } from "./apply.ts";
import { copyText, pasting, readClip } from "./clipboard.ts";
import { noParts, onlyNodes } from "./command.ts";
import { blankDocument } from "./edited-document.ts";
import { additionOf, freshId, newNode, nodeKinds, type NodeWords } from "./new-node.ts";
import { creditTermDocument } from "./testing/documents.ts";

const credit = creditTermDocument();
const copied = (...ids: readonly string[]) => copyText(credit, onlyNodes(...ids)) ?? "";
const clipOf = (text: string) => {
  const read = readClip(text, 1);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

describe("copy and paste", () => {
  test("into another workflow: the same nodes, the edges between them, nothing that leads out", () => {
    const other = blankDocument("other", { en: "Other" }, { en: "Order received" });
    const { command, parts } = pasting(other, clipOf(copied("finance-review", "cancel", "cancelled")), {
      x: 100,
      y: 50,
    });
    const { definition, layout } = apply(other, command).document;
    expect(parts.nodes).toEqual(["finance-review", "cancel", "cancelled"]);
    expect(definition.nodes["finance-review"]).toMatchObject({ ports: { reject: "cancel" } });
    expect(Object.keys(layout.nodes)).toEqual(["start", ...parts.nodes]);
    expect(Math.min(...parts.nodes.map((id) => layout.nodes[id]?.x ?? NaN))).toBe(100);
    expect(Math.min(...parts.nodes.map((id) => layout.nodes[id]?.y ?? NaN))).toBe(50);
  });

  test("into the same workflow: ids of their own", () => {
    const { command, parts } = pasting(credit, clipOf(copied("cancel", "cancelled", "start")), { x: 0, y: 0 });
    const { definition } = apply(credit, command).document;
    expect(parts.nodes).toEqual(["cancel-2", "cancelled-2"]);
    expect(definition.nodes["cancel-2"]).toMatchObject({ ports: { next: "cancelled-2" } });
  });

  test("notes go with them", () => {
    const text = copyText(credit, { ...noParts, notes: ["n1"] }) ?? "";
    const { command, parts } = pasting(credit, clipOf(text), { x: 8, y: 8 });
    expect(parts.notes).toEqual(["n1-2"]);
    expect(apply(credit, command).document.layout.notes).toHaveLength(2);
  });

  test("nothing chosen gives nothing to copy", () => expect(copyText(credit, noParts)).toBeUndefined());

  test.each<[string, string, string]>([
    ["a sentence", "hello", "not-a-clip"],
    ["other JSON", '{"kind":"workflow"}', "not-a-clip"],
    ["one of a newer release", '{"kind":"orderloom-clip","schemaVersion":99}', "newer"],
    ["a node of no type", '{"kind":"orderloom-clip","schemaVersion":1,"nodes":{"a":{}}}', "damaged"],
    [
      "a place that is none",
      '{"kind":"orderloom-clip","schemaVersion":1,"nodes":{},"places":{"a":{"x":"1"}}}',
      "damaged",
    ],
  ])("%s on the clipboard is refused", (_title, text, why) => {
    expect(readClip(text, 1)).toEqual({ ok: false, error: why });
  });
});

describe("what the palette adds", () => {
  const name = { en: "New" };
  const words: NodeWords = {
    name,
    yes: name,
    no: name,
    approve: name,
    reject: name,
    firstBranch: name,
    secondBranch: name,
    group: "supervisor",
  };
  const blank = blankDocument("try", { en: "Try" }, { en: "Order received" });

  test.each(nodeKinds)("a new %s is what its schema asks for", (kind) => {
    const definition = {
      ...blank.definition,
      nodes: { ...blank.definition.nodes, fresh: newNode(kind, words, "fresh") },
    };
    expect(validate(WorkflowDefinition, definition)).toEqual([]);
  });

  test("a parallel brings its join, both branches led to it", () => {
    const { command, leadsOn } = additionOf(blank, "parallel", { ...words, join: name }, { x: 0, y: 0 });
    const { definition } = apply(blank, command).document;
    expect(leadsOn).toEqual({ node: "join", port: "done" });
    const codes = check(definition).map(({ code }: Diagnostic) => code);
    expect(codes).not.toContain("parallel-without-join");
    expect(definition.nodes["parallel"]).toMatchObject({ ports: { first: "join", second: "join" } });
  });

  test("ids are counted on", () => {
    expect(freshId(new Set(["review", "review-2"]), "review")).toBe("review-3");
    expect(freshId(new Set(["review-2"]), "review-2")).toBe("review-3");
  });
});
