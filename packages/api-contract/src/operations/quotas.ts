import { operation, type Operation } from "../operation.ts";
import { QuotaDetail, QuotaList } from "../quotas.ts";
import { json, pathParameter } from "./parts.ts";

/** Counted allowances: how much is out, and who has it. */
export const quotaOperations = {
  listQuotas: operation({
    id: "listQuotas",
    method: "get",
    path: "/v1/quotas",
    tag: "definitions",
    summary: { "zh-CN": "名额：各扣了多少，还剩多少", en: "Quotas: how much is out, how much is left" },
    answers: { 200: json("All in force", QuotaList) },
  }),
  getQuota: operation({
    id: "getQuota",
    method: "get",
    path: "/v1/quotas/{id}",
    tag: "definitions",
    summary: {
      "zh-CN": "一个名额：谁扣得最多，最近扣的是哪些订单",
      en: "A quota: who has most, which orders took last",
    },
    parameters: [pathParameter("id", "cleanserGift")],
    answers: { 200: json("As it stands", QuotaDetail) },
    problems: [404],
  }),
} as const satisfies Record<string, Operation>;
