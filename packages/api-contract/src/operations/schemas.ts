import { Type } from "typebox";
import { JsonObject } from "@orderloom/rule-dsl";
import { operation, type Operation } from "../operation.ts";
import { json, pathParameter } from "./parts.ts";

const T = Type.String();
const SchemaList = Type.Object({
  items: Type.Array(Type.Object({ id: T, kind: T, type: Type.Optional(T), href: T })),
});

/** JSON Schemas of the language, for editors outside. */
export const schemaOperations = {
  listSchemas: operation({
    id: "listSchemas",
    method: "get",
    path: "/v1/schemas",
    tag: "definitions",
    summary: {
      "zh-CN": "各种定义的 JSON Schema，给外部编辑器用",
      en: "JSON Schemas of every kind, for editors outside",
    },
    answers: { 200: json("All of them", SchemaList) },
  }),
  getSchema: operation({
    id: "getSchema",
    method: "get",
    path: "/v1/schemas/{id}",
    tag: "definitions",
    summary: { "zh-CN": "一种定义的 JSON Schema（2020-12）", en: "The JSON Schema (2020-12) of one kind" },
    parameters: [pathParameter("id", "decision-table")],
    answers: { 200: json("The schema", JsonObject) },
    problems: [404],
  }),
} as const satisfies Record<string, Operation>;
