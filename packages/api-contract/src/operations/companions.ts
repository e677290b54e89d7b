import { CasesDocument, LayoutDocument } from "@orderloom/rule-dsl";
import { operation, type Operation } from "../operation.ts";
import { ifMatch, json, pathParameter } from "./parts.ts";

/** What lies beside a definition, in no version and no digest: where its boxes stand, what it is tried with. */
const workflow = [pathParameter("id", "credit-term-review")];
const tried = [pathParameter("kind", "decision"), pathParameter("id", "gift-binding")];

export const companionOperations = {
  getLayout: operation({
    id: "getLayout",
    method: "get",
    path: "/v1/definitions/workflow/{id}/layout",
    tag: "definitions",
    summary: {
      "zh-CN": "流程的画布布局，ETag 在响应头里",
      en: "Where a workflow's boxes stand; its ETag is in the header",
    },
    parameters: workflow,
    answers: { 200: json("The layout", LayoutDocument) },
    problems: [404],
  }),
  putLayout: operation({
    id: "putLayout",
    method: "put",
    path: "/v1/definitions/workflow/{id}/layout",
    tag: "definitions",
    summary: {
      "zh-CN": "保存画布布局；改已有的要带 If-Match。不影响任何版本",
      en: "Save a layout; changing one takes If-Match. No version is touched",
    },
    parameters: [...workflow, ifMatch],
    body: {
      schema: LayoutDocument,
      example: { kind: "layout", of: "credit-term-review", nodes: { start: { x: 240, y: 0 } } },
    },
    answers: { 200: json("Saved", LayoutDocument), 201: json("Created", LayoutDocument) },
    problems: [400, 404, 412, 422, 428],
  }),
  getCases: operation({
    id: "getCases",
    method: "get",
    path: "/v1/definitions/{kind}/{id}/cases",
    tag: "definitions",
    summary: {
      "zh-CN": "判断或流程的用例，ETag 在响应头里",
      en: "The cases of a decision or a workflow; their ETag is in the header",
    },
    parameters: tried,
    answers: { 200: json("The cases", CasesDocument) },
    problems: [404, 422],
  }),
  deleteCases: operation({
    id: "deleteCases",
    method: "delete",
    path: "/v1/definitions/{kind}/{id}/cases",
    tag: "definitions",
    summary: { "zh-CN": "删掉全部用例，要带 If-Match", en: "Remove all cases; takes If-Match" },
    parameters: [...tried, ifMatch],
    answers: { 204: { description: "Gone" } },
    problems: [404, 412, 422, 428],
  }),
  putCases: operation({
    id: "putCases",
    method: "put",
    path: "/v1/definitions/{kind}/{id}/cases",
    tag: "definitions",
    summary: {
      "zh-CN": "保存用例；改已有的要带 If-Match。发布前都会跑一遍",
      en: "Save the cases; changing them takes If-Match. They are run before anything is published",
    },
    parameters: [...tried, ifMatch],
    body: {
      schema: CasesDocument,
      example: {
        kind: "cases",
        of: "gift-binding",
        given: { order: { lines: [{ id: "1", sku: "CL-100", family: "CL-100", quantity: 1 }] } },
        cases: [
          {
            id: "one-is-not-enough",
            name: { "zh-CN": "只买一件没有赠品", en: "One alone earns no gift" },
            expect: { count: 0 },
          },
        ],
      },
    },
    answers: { 200: json("Saved", CasesDocument), 201: json("Created", CasesDocument) },
    problems: [400, 404, 412, 422, 428],
  }),
} as const satisfies Record<string, Operation>;
