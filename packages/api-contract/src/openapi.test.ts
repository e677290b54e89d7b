import { describe, expect, test } from "vitest";
import { validate } from "@orderloom/rule-dsl";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations.ts";
import type { Operation } from "./operation.ts";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}
const document = openApiDocument({ version: "0.1.0", language: "en", places: { order: "OL-1", activation: 3 } });

test("describes every operation once, under its path and method", () => {
  const described = Object.values((document as Document).paths).flatMap((item) =>
    Object.values(item).map((operation) => operation.operationId),
  );
  expect(described.sort()).toEqual(Object.keys(operations).sort());
});

test("every reference in it resolves inside it", () => {
  const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
  for (const [, reference = ""] of references) {
    expect(reference.startsWith("#/components/schemas/")).toBe(true);
    expect(document).toHaveProperty(reference.slice(2).split("/"));
  }
});

test("places in examples are filled with what the store has", () => {
  expect(JSON.stringify(document)).toContain('"example":"OL-1"');
  expect(JSON.stringify(document)).toContain('"activation":3');
});

describe("the example of each request is right by its own schema", () => {
  const bodies = Object.values<Operation>(operations).flatMap(({ id, body }) =>
    body === undefined ? [] : [[id, body] as const],
  );
  test.each(bodies)("%s", (_id, body) => {
    const example: unknown = JSON.parse(JSON.stringify(body.example).replaceAll('"{activation}"', "3"));
    expect(validate(body.schema, example)).toEqual([]);
  });
});
