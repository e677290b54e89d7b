import {
  type ActionManifest,
  type ConnectorDefinition,
  type JsonObject,
  type JsonValue,
  QUOTA_CONNECTOR,
} from "@orderloom/rule-dsl";

/*
 * Quotas as a connector like any other, so that nodes, ports, compensation, the ledger and the timeline know nothing of them. Nobody outside is
 * called: the host keeps the count itself.
 */

const quotaField: JsonObject = {
  type: "string",
  title: "名额 / Quota",
  description: "名额定义的标识 / The id of the quota's definition",
};

const take: ActionManifest = {
  name: { "zh-CN": "扣名额", en: "Take from the quota" },
  description: {
    "zh-CN": "从窄到宽扣每一档，扣不到就一档也不扣，并从用完的那一档出去",
    en: "Takes from every limit, narrow to wide, or from none, and leaves by the limit that is used up",
  },
  idempotency: "idempotency-key",
  input: {
    type: "object",
    required: ["quota"],
    properties: { quota: quotaField, amount: { type: "integer", minimum: 1, default: 1 } },
    additionalProperties: false,
  },
  // The last three come with the limit that is used up.
  output: {
    type: "object",
    required: ["taken"],
    properties: {
      taken: { type: "integer", examples: [1] },
      version: { type: "integer" },
      quota: { type: "string" },
      limit: { type: "string" },
      amount: { type: "integer" },
    },
  },
};

const giveBack: ActionManifest = {
  name: { "zh-CN": "退名额", en: "Give back to the quota" },
  description: {
    "zh-CN": "退回本单从这个名额扣过的；作撤回时只退所撤的那一次",
    en: "Gives back what this order has taken from the quota; as a compensation, what the undone call took",
  },
  idempotency: "idempotency-key",
  input: { type: "object", required: ["quota"], properties: { quota: quotaField }, additionalProperties: false },
  output: { type: "object", required: ["givenBack"], properties: { givenBack: { type: "integer", examples: [1] } } },
};

/** What `take` can come to beside `done` is in the quota's definition: an outcome for each limit (S22). */
export const quotaConnector: ConnectorDefinition = {
  kind: "connector",
  schemaVersion: 1,
  id: QUOTA_CONNECTOR,
  version: "1.0.0",
  name: { "zh-CN": "名额", en: "Quota" },
  actions: { take, "give-back": giveBack },
};

/** What a call of `take` asks for; undefined when its input says nothing that can be taken. */
export function askedOf(input: JsonObject): { readonly quota: string; readonly amount: number } | undefined {
  const { quota, amount = 1 } = input;
  return typeof quota === "string" && isCount(amount) ? { quota, amount } : undefined;
}

function isCount(value: JsonValue): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}
