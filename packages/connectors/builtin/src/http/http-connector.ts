import { type ActionContext, defineAction, defineConnector, type HttpAnswer } from "@orderloom/connector-sdk";
import type { JsonValue } from "@orderloom/rule-dsl";
import { Type, type Static } from "typebox";

const strict = { additionalProperties: false } as const;
const HttpConfig = Type.Object({
  /** `host` or `host:port`, each to be reached; nothing else is. */
  hosts: Type.Array(Type.String({ minLength: 1 })),
});

const Headers = Type.Record(Type.String({ pattern: "^[A-Za-z0-9-]+$" }), Type.String());
const Accept = Type.Array(Type.Integer({ minimum: 400, maximum: 499 }), { maxItems: 20 });
const Url = Type.String({ pattern: "^https?://", maxLength: 4000 });
const Answer = Type.Object({ status: Type.Integer(), body: Type.Unsafe<JsonValue>({}) });

const get = defineAction({
  name: { "zh-CN": "读取", en: "Get" },
  description: {
    "zh-CN": "读一个地址，得到 JSON。只读，可以用来取事实。",
    en: "Reads an address that answers JSON. It changes nothing, so it may fetch facts.",
  },
  idempotency: "idempotent",
  effect: "read",
  config: HttpConfig,
  input: Type.Object({ url: Url, headers: Type.Optional(Headers), accept: Type.Optional(Accept) }, strict),
  output: Answer,
  run: async (input, ctx) => answered(await ctx.http({ method: "GET", ...input })),
});

const request = defineAction({
  name: { "zh-CN": "发请求", en: "Send a request" },
  description: {
    "zh-CN": "向一个地址发 JSON。带着调用的钥匙，但不知道对方认不认，所以不会自己重发。",
    en: "Sends JSON to an address. It carries the effect key, but who knows whether the other side heeds it: it is never sent again by itself.",
  },
  idempotency: "never-retry",
  effect: "write",
  commits: true,
  config: HttpConfig,
  input: Type.Object(
    {
      method: Type.Unsafe<"GET" | "POST" | "PUT" | "PATCH" | "DELETE">({
        type: "string",
        enum: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      }),
      url: Url,
      headers: Type.Optional(Headers),
      body: Type.Optional(Type.Unsafe<JsonValue>({})),
      accept: Type.Optional(Accept),
    },
    strict,
  ),
  output: Answer,
  run: async (input, ctx) => answered(await ctx.http({ ...input, headers: withKey(input.headers, ctx) })),
});

function withKey(
  headers: Readonly<Record<string, string>> | undefined,
  ctx: ActionContext<Static<typeof HttpConfig>>,
): Readonly<Record<string, string>> {
  return { "idempotency-key": ctx.effectKey, ...headers };
}

function answered({ status, body }: HttpAnswer): Static<typeof Answer> {
  return { status, body };
}

/** Any system that speaks JSON over HTTP. What it has no connector for is reached by this one. */
export const httpConnector = defineConnector({
  id: "http",
  version: "1.0.0",
  name: { "zh-CN": "HTTP 请求", en: "HTTP request" },
  vendor: "orderloom",
  config: HttpConfig,
  grants: { hosts: ["=config.hosts"] },
  limits: { concurrent: 32 },
  actions: { get, request },
});
