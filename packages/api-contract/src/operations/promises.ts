import { PromiseTable } from "@orderloom/rule-dsl";
import { operation, type Operation } from "../operation.ts";
import { ifMatch, json } from "./parts.ts";

const example: PromiseTable = {
  promises: [{ id: "douyin-30", channels: ["douyin"], within: "PT30M", from: "paid" }],
  ahead: [{ level: "vip", by: "PT30M" }],
};

/** When orders have to leave, and whose turn comes first. */
export const promiseOperations = {
  getPromises: operation({
    id: "getPromises",
    method: "get",
    path: "/v1/promises",
    tag: "settings",
    summary: { "zh-CN": "各渠道答应多久发出，谁先办", en: "How soon each channel was promised, and who goes first" },
    answers: { 200: json("The table; the first line that fits counts", PromiseTable) },
  }),
  putPromises: operation({
    id: "putPromises",
    method: "put",
    path: "/v1/promises",
    tag: "settings",
    summary: {
      "zh-CN": "改承诺表，要带 If-Match；对之后来的订单生效",
      en: "Change the table for orders that come from now on; takes If-Match",
    },
    parameters: [ifMatch],
    body: { schema: PromiseTable, example },
    answers: { 200: json("Saved", PromiseTable) },
    problems: [412, 422, 428],
  }),
} as const satisfies Record<string, Operation>;
