import { Type } from "typebox";
import { ImportAnswer, ImportDmnRequest, ImportRulesRequest } from "../imports.ts";
import { operation, type Operation } from "../operation.ts";
import { json, queryParameter } from "./parts.ts";

const dryRun = queryParameter("dryRun", Type.Boolean(), "Only tell what would be drafted and what is refused", true);

const dmnExample = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="freight" name="Freight" namespace="https://example.com/freight">
  <inputData id="weight" name="weight"><variable name="weight" typeRef="number"/></inputData>
  <decision id="fee" name="shipping fee">
    <variable name="shipping fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#weight"/></informationRequirement>
    <literalExpression><text>if weight &gt; 10 then 20 else 8</text></literalExpression>
  </decision>
</definitions>`;

/** Taking over what others wrote, as drafts. */
export const importOperations = {
  importDmn: operation({
    id: "importDmn",
    method: "post",
    path: "/v1/import/dmn",
    tag: "definitions",
    summary: {
      "zh-CN": "导入 DMN 文件，成为草稿；导不进的逐条说明",
      en: "Take over a DMN file as drafts; what cannot be is told one by one",
    },
    parameters: [dryRun],
    body: { schema: ImportDmnRequest, example: { xml: dmnExample } },
    answers: { 200: json("A dry run", ImportAnswer), 201: json("Drafted", ImportAnswer) },
    problems: [400, 409, 422],
  }),
  importRules: operation({
    id: "importRules",
    method: "post",
    path: "/v1/import/json-rules-engine",
    tag: "definitions",
    summary: {
      "zh-CN": "导入 json-rules-engine 的规则，成为草稿",
      en: "Take over rules of json-rules-engine as a draft",
    },
    parameters: [dryRun],
    body: {
      schema: ImportRulesRequest,
      example: {
        id: "imported-review",
        name: { "zh-CN": "导入的送审规则", en: "Imported review rules" },
        rules: [
          {
            name: "Big order",
            conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 }] },
            event: { type: "review" },
          },
        ],
      },
    },
    answers: { 200: json("A dry run", ImportAnswer), 201: json("Drafted", ImportAnswer) },
    problems: [400, 409, 422],
  }),
} as const satisfies Record<string, Operation>;
