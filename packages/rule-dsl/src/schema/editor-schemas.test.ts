import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { fixtureDefinitions } from "../testing/fixtures.ts";
import { editorSchemas } from "./editor-schemas.ts";

const schemas = editorSchemas();

test("one for every kind, and for every type of decision", () =>
  expect(schemas.map(({ id }) => id)).toEqual([
    "workflow",
    "decision-rules",
    "decision-table",
    "decision-score",
    "decision-mapping",
    "decision-expression",
    "form",
    "metric",
    "quota",
    "connector",
    "template",
  ]));

test.each(fixtureDefinitions().map((one) => [one.id, one] as const))(
  "another validator takes %s by the schema of its kind, and nothing that misses its kind",
  (_id, definition) => {
    const type = definition.kind === "decision" ? definition.type : undefined;
    const found = schemas.find((one) => one.kind === definition.kind && one.type === type);
    const validate = new Ajv2020({ strict: false }).compile(found?.schema ?? false);
    expect(validate(definition), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...definition, kind: "wish" })).toBe(false);
  },
);
