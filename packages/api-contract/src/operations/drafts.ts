import { Draft } from "@orderloom/rule-dsl";
import { CreateRequest, DuplicateRequest } from "../definitions.ts";
import { operation, type Operation } from "../operation.ts";
import { ifMatch, json, pathParameter } from "./parts.ts";

/** Where drafts come from: from blank, from another one, from a version. */
export const draftOperations = {
  createDefinition: operation({
    id: "createDefinition",
    method: "post",
    path: "/v1/definitions/{kind}",
    tag: "definitions",
    summary: {
      "zh-CN": "从空白新建一份草稿，id 由名字而来",
      en: "Begin a draft from blank; its id is made from its name",
    },
    parameters: [pathParameter("kind", "workflow")],
    body: { schema: CreateRequest, example: { name: { "zh-CN": "大促加急", en: "Rush hour" }, role: "main" } },
    answers: { 201: json("The draft; its ETag is in the header", Draft) },
    problems: [400, 409, 422],
  }),
  duplicateDefinition: operation({
    id: "duplicateDefinition",
    method: "post",
    path: "/v1/definitions/{kind}/{id}/duplicate",
    tag: "definitions",
    summary: {
      "zh-CN": "另存一份草稿，连同布局和用例",
      en: "A draft of its own, with layout and cases",
    },
    parameters: [pathParameter("kind", "workflow"), pathParameter("id", "credit-term-review")],
    body: { schema: DuplicateRequest, example: {} },
    answers: { 201: json("The draft; its ETag is in the header", Draft) },
    problems: [400, 404, 409, 422],
  }),
  restoreVersion: operation({
    id: "restoreVersion",
    method: "post",
    path: "/v1/definitions/{kind}/{id}/versions/{version}/restore",
    tag: "definitions",
    summary: {
      "zh-CN": "把一个版本取回作草稿；已有草稿的要带 If-Match",
      en: "Bring a version back as the draft; where there is one, takes If-Match",
    },
    parameters: [
      pathParameter("kind", "decision"),
      pathParameter("id", "gift-binding"),
      pathParameter("version", "1"),
      ifMatch,
    ],
    answers: { 200: json("The draft it became", Draft), 201: json("The draft it is now", Draft) },
    problems: [404, 412, 428],
  }),
} as const satisfies Record<string, Operation>;
