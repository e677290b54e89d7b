import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../schema/common.ts";
import type { Definition } from "../../schema/definition.ts";
import { check } from "../check.ts";
import { fixture } from "../../testing/fixtures.ts";
import { fixtureContext } from "../../testing/check-context.ts";
import { applyFix } from "./apply-fix.ts";
import { added, removed, replaced } from "./edits.ts";

describe("edits of RFC 6902", () => {
  const document = { rows: [{ id: "a" }, { id: "b" }], "a/b": { "c~d": 1 } };
  test.each<[string, Parameters<typeof applyFix>[1]["edits"], JsonValue | undefined]>([
    ["a member is added", [added("/name", "x")], { ...document, name: "x" }],
    ["at the end of a list", [added("/rows/-", { id: "c" })], { ...document, rows: [...document.rows, { id: "c" }] }],
    [
      "in the middle of a list",
      [added("/rows/1", { id: "c" })],
      { ...document, rows: [{ id: "a" }, { id: "c" }, { id: "b" }] },
    ],
    ["an item is removed", [removed("/rows/0")], { ...document, rows: [{ id: "b" }] }],
    [
      "a row is moved up",
      [removed("/rows/1"), added("/rows/0", { id: "b" })],
      { ...document, rows: [{ id: "b" }, { id: "a" }] },
    ],
    ["names with slash and tilde", [replaced("/a~1b/c~0d", 2)], { ...document, "a/b": { "c~d": 2 } }],
    ["what is not there cannot be replaced", [replaced("/name", "x")], undefined],
    ["nor removed", [removed("/rows/2")], undefined],
    ["nor can there be a gap in a list", [added("/rows/3", { id: "c" })], undefined],
    ["nothing is an own member that is only inherited", [removed("/constructor")], undefined],
  ])("%s", (_, edits, expected) => {
    const before = structuredClone(document);
    expect(applyFix(document, { edits })).toEqual(expected);
    expect(document).toEqual(before);
  });
});

interface Spoiled {
  readonly name: string;
  readonly file: string;
  readonly spoil: Parameters<typeof applyFix>[1]["edits"];
  readonly code: string;
  readonly path: string;
}
const spoiled: readonly Spoiled[] = [
  {
    name: "a port that leads nowhere goes to the box that was meant",
    file: "credit-term-review.workflow.json",
    spoil: [replaced("/nodes/start/ports/next", "payment-methd")],
    code: "dangling-reference",
    path: "/nodes/start/ports/next",
  },
  {
    name: "an open end of a branch goes to the join",
    file: "peak-hour-review.workflow.json",
    spoil: [removed("/nodes/until-calm/ports/done")],
    code: "missing-port",
    path: "/nodes/until-calm",
  },
  {
    name: "a failure nobody looks at goes to a person",
    file: "credit-term-review.workflow.json",
    spoil: [removed("/nodes/release/ports/error")],
    code: "open-port",
    path: "/nodes/release",
  },
  {
    name: "a box nobody comes to is removed",
    file: "credit-term-review.workflow.json",
    spoil: [added("/nodes/lost", { type: "end", outcome: "lost" })],
    code: "unreachable-node",
    path: "/nodes/lost",
  },
  {
    name: "a port the box has not is removed",
    file: "credit-term-review.workflow.json",
    spoil: [added("/nodes/start/ports/perhaps", "released")],
    code: "unknown-port",
    path: "/nodes/start/ports/perhaps",
  },
  {
    name: "the field that was meant",
    file: "credit-term-review.workflow.json",
    spoil: [replaced("/takes/all/0/path", "$.chanel")],
    code: "unknown-fact",
    path: "/takes/all/0/path",
  },
  {
    name: "the value that was meant",
    file: "credit-term-review.workflow.json",
    spoil: [replaced("/nodes/payment-method/cases/0/when/all/0/value", "credit-trem")],
    code: "value-not-listed",
    path: "/nodes/payment-method/cases/0/when/all/0/value",
  },
  {
    name: "the named condition that was meant",
    file: "gift-binding.decision.json",
    spoil: [replaced("/rules/0/conditions/all/0/condition", "campain")],
    code: "unknown-condition",
    path: "/rules/0/conditions/all/0/condition",
  },
  {
    name: "a negation asks first whether the value is there",
    file: "gift-binding.decision.json",
    spoil: [
      replaced("/rules/0/conditions/all/2", {
        not: { fact: "line", path: "$.family", operator: "equal", value: "CL-100" },
      }),
    ],
    code: "not-over-missing",
    path: "/rules/0/conditions/all/2/not",
  },
  {
    name: "the stage that was meant",
    file: "credit-term-review.workflow.json",
    spoil: [replaced("/nodes/finance-review/stage", "reviw")],
    code: "unknown-stage",
    path: "/nodes/finance-review/stage",
  },
  {
    name: "weights are scaled to a hundred",
    file: "warehouse-routing.decision.json",
    spoil: [replaced("/criteria/0/weight", 50)],
    code: "weights-not-hundred",
    path: "/criteria",
  },
  {
    name: "a cell without an output",
    file: "credit-level.decision.json",
    spoil: [removed("/rows/0/then/review")],
    code: "missing-output",
    path: "/rows/0/then",
  },
  {
    name: "a cell of a column that is not there",
    file: "credit-level.decision.json",
    spoil: [added("/rows/0/when/color", '"red"')],
    code: "unknown-column",
    path: "/rows/0/when/color",
  },
];

test.each(spoiled.map((one) => [one.name, one] as const))("%s: after the first fix the finding is gone", (_, one) => {
  const document = applyFix(fixture(one.file) as JsonValue, { edits: one.spoil }); // a JSON document
  const found = check(document as unknown as Definition, fixtureContext).find(
    ({ code, path }) => code === one.code && path === one.path,
  );
  const [first] = found?.fixes ?? [];
  expect(first?.title["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
  expect(first?.title.en).toMatch(/[A-Za-z]/);
  const mended = applyFix(document ?? null, { edits: first?.edits ?? [] });
  const left = check(mended as unknown as Definition, fixtureContext);
  expect(left.filter(({ message }) => message.en === found?.message.en)).toEqual([]);
  expect(left.filter(({ severity }) => severity === "error")).toEqual([]);
});
