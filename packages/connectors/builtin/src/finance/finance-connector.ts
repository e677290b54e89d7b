import { defineAction, defineConnector, shaped } from "@orderloom/connector-sdk";
import { Type } from "typebox";

const strict = { additionalProperties: false } as const;
const FinanceConfig = Type.Object({ baseUrl: Type.String({ minLength: 1 }) });

/** What a customer may owe and owes, in major units of `currency`. */
const Credit = Type.Object({
  customerId: Type.String(),
  limit: Type.Number(),
  used: Type.Number(),
  currency: Type.String(),
});

const getCredit = defineAction({
  name: { "zh-CN": "查询授信", en: "Look up credit" },
  description: {
    "zh-CN": "客户的授信额度和已用额度；财务不认识这个客户时是故障，不当作零。",
    en: "A customer's credit limit and what is used of it. A customer finance does not know is a fault, never a zero.",
  },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT5S",
  config: FinanceConfig,
  input: Type.Object({ customerId: Type.String({ minLength: 1 }) }, strict),
  output: Credit,
  run: async (input, ctx) => {
    const token = ctx.secrets["token"];
    const { body } = await ctx.http({
      method: "GET",
      url: `${ctx.config.baseUrl.replace(/\/$/, "")}/credit/${encodeURIComponent(input.customerId)}`,
      ...(token === undefined ? {} : { headers: { "x-api-key": token } }),
    });
    return shaped(Credit, body, "finance");
  },
});

export const financeConnector = defineConnector({
  id: "finance",
  version: "1.0.0",
  name: { "zh-CN": "财务系统", en: "Finance system" },
  vendor: "orderloom",
  auth: { type: "api-key", in: "header", name: "x-api-key", secret: "token" },
  config: FinanceConfig,
  grants: { hosts: ["=config.baseUrl"], secrets: ["token"] },
  limits: { perSecond: 200, concurrent: 16 },
  actions: { "get-credit": getCredit },
});
