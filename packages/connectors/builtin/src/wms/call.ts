import { type ActionContext, type HttpAnswer, type HttpRequest, shaped } from "@orderloom/connector-sdk";
import type { JsonValue } from "@orderloom/rule-dsl";
import type { Static, TSchema } from "typebox";
import type { WmsConfig } from "./config.ts";

export type WmsContext = ActionContext<Static<typeof WmsConfig>>;

/** One call to the WMS: its address, the API key, and on writes the effect key, by which it acts once (H4). */
export function callWms(
  ctx: WmsContext,
  method: string,
  path: string,
  rest: Pick<HttpRequest, "body" | "accept"> = {},
): Promise<HttpAnswer> {
  const apiKey = ctx.secrets["apiKey"];
  const headers = {
    ...(method === "GET" ? {} : { "idempotency-key": ctx.effectKey }),
    ...(apiKey === undefined ? {} : { "x-api-key": apiKey }),
  };
  return ctx.http({ method, url: `${ctx.config.baseUrl.replace(/\/$/, "")}${path}`, headers, ...rest });
}

export function fromWms<const T extends TSchema>(schema: T, body: JsonValue): Static<T> {
  return shaped(schema, body, "the WMS");
}
