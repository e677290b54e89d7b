// @vitest-environment node
import type { NodeType } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { emptyOf, formKindOf, handlerSchema, nodeSchema } from "./form-schema.ts";
import { renameChoice, slugOf } from "./node-edits.ts";

const fieldsOf = (type: NodeType) => nodeSchema(type).properties ?? {};

test.each<[NodeType, string, string]>([
  ["action", "action", "group"],
  ["action", "input", "values"],
  ["action", "output", "variable"],
  ["action", "skip", "expression"],
  ["action", "timeout", "duration"],
  ["assign", "set", "assignments"],
  ["amend", "hold", "variant"],
  ["amend", "fulfilment", "value"],
  ["end", "compensate", "logical"],
  ["end", "ends", "choice"],
  ["join", "when", "choice-or-number"],
  ["parallel", "branches", "choices"],
  ["raise", "message", "words"],
  ["switch", "cases", "cases"],
  ["task", "due", "group"],
  ["wait", "for", "value"],
  ["wait", "until", "variant"],
])("%s.%s is edited as %s", (type, field, kind) => {
  const schema = fieldsOf(type)[field];
  expect(schema && formKindOf(schema)).toBe(kind);
});

test("what is added to a node begins as its schema wants it", () => {
  expect(emptyOf(fieldsOf("action")["retry"] ?? {})).toEqual({ attempts: 1 });
  expect(emptyOf(fieldsOf("task")["due"] ?? {})).toEqual({ after: "PT30M" });
  expect(emptyOf(fieldsOf("task")["cause"] ?? {})).toEqual({ key: "", name: {} });
  expect(emptyOf(fieldsOf("action")["compensate"] ?? {})).toEqual({ action: { connector: "", name: "" }, input: {} });
});

test("a handler has a condition", () => {
  expect(formKindOf(handlerSchema.properties?.["when"] ?? {})).toBe("condition");
});

test.each([
  ["Finance review", "finance-review"],
  ["  2nd try: VIP!", "nd-try-vip"],
  ["财务审核", ""],
])("an id from the name %s", (name, id) => {
  expect(slugOf(name)).toBe(id);
});

test("an outcome that is renamed keeps where it leads, and who may decide it alone", () => {
  const node = {
    type: "task",
    outcomes: [{ id: "reject" }, { id: "approve" }],
    approvals: { count: 2, alone: ["reject"] },
    ports: { approve: "go", reject: "stop" },
  };
  expect(renameChoice(node, "outcomes", 0, "refuse")).toEqual({
    type: "task",
    outcomes: [{ id: "refuse" }, { id: "approve" }],
    approvals: { count: 2, alone: ["refuse"] },
    ports: { approve: "go", refuse: "stop" },
  });
});
