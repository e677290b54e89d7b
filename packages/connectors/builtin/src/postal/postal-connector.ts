import { defineAction, defineConnector, outcome, shaped } from "@orderloom/connector-sdk";
import { Type } from "typebox";

const strict = { additionalProperties: false } as const;
const PostalConfig = Type.Object({ baseUrl: Type.String({ minLength: 1 }) });

const Parcel = Type.Object({
  number: Type.String(),
  carrier: Type.String(),
  /** ISO 8601; when the parcel was first seen. */
  acceptedAt: Type.String(),
});
/** It answers 200 to every question it understands, and says in `state` what it found. */
const Found = Type.Union([
  Type.Object({ state: Type.Literal("accepted"), ...Parcel.properties }),
  Type.Object({ state: Type.Union([Type.Literal("unknown"), Type.Literal("malformed")]) }),
]);

const validateTracking = defineAction({
  name: { "zh-CN": "核对运单号", en: "Validate a tracking number" },
  description: {
    "zh-CN": "邮政主管部门是否认得这个单号：不认得、格式不对是业务结果，系统出错是故障。",
    en: "Whether the postal authority knows the number. Unknown and wrong format are outcomes; trouble on its side is a fault.",
  },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT10S",
  config: PostalConfig,
  input: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }, strict),
  output: Parcel,
  outcomes: {
    unknown: { name: { "zh-CN": "单号不存在", en: "Unknown number" } },
    "wrong-format": { name: { "zh-CN": "格式不对", en: "Wrong format" } },
  },
  run: async (input, ctx) => {
    const { body } = await ctx.http({
      method: "GET",
      url: `${ctx.config.baseUrl.replace(/\/$/, "")}/parcels/${encodeURIComponent(input.number)}`,
    });
    const found = shaped(Found, body, "the postal authority");
    switch (found.state) {
      case "accepted":
        return { number: found.number, carrier: found.carrier, acceptedAt: found.acceptedAt };
      case "unknown":
        return outcome("unknown");
      case "malformed":
        return outcome("wrong-format");
    }
  },
});

export const postalConnector = defineConnector({
  id: "postal",
  version: "1.0.0",
  name: { "zh-CN": "邮政主管部门", en: "Postal authority" },
  vendor: "orderloom",
  config: PostalConfig,
  grants: { hosts: ["=config.baseUrl"] },
  limits: { perSecond: 200, concurrent: 16 },
  actions: { "validate-tracking": validateTracking },
});
