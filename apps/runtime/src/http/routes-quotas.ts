import {
  operations,
  type QuotaDetail,
  type QuotaLimitRow,
  type QuotaRow,
  type QuotaTake,
} from "@orderloom/api-contract";
import type { JsonValue } from "@orderloom/rule-dsl";
import type { LimitStanding, QuotaDetails, QuotaQueries, QuotaStanding } from "../host/quota/quota-queries.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

/** Counted allowances: how much is out, and who has it. */
export function quotaRoutes(context: RouteContext, queries: QuotaQueries): void {
  route(context, operations.listQuotas, async () => ok({ items: (await queries.quotas()).map(rowOf) }));
  route(context, operations.getQuota, async ({ params }) => {
    const found = await queries.quota(params["id"] ?? "");
    return "kind" in found ? refuse(problemOfRefusal(found)) : ok(detailOf(found));
  });
}

function headOf({ definition, version, state, waiting }: QuotaStanding) {
  const { id, name, description, period } = definition;
  return { id, name, ...(description && { description }), version, ...(period && { period }), state, waiting };
}

function rowOf(standing: QuotaStanding): QuotaRow {
  return { ...headOf(standing), limits: standing.limits.map((limit) => limitOf(standing, limit)) };
}

function limitOf({ definition }: QuotaStanding, { limit, taken, keys }: LimitStanding): QuotaLimitRow {
  const { id, amount, isShared: shared } = limit;
  const name = definition.allow.find((one) => one.id === id)?.name;
  const left = shared && { left: Math.max(0, amount - taken) };
  return { id, ...(name && { name }), amount, shared, taken, ...left, keys };
}

function detailOf(details: QuotaDetails): QuotaDetail {
  return {
    ...headOf(details),
    limits: details.limits.map((standing) => ({
      ...limitOf(details, standing),
      top: (details.top.get(standing.limit.id) ?? []).map(({ key, taken }) => ({
        key: key.map((part) => keyText(part, standing.limit.isPersonal)),
        taken,
      })),
    })),
    takes: details.takes.map(({ id, orderId, instanceId, amount, state, at, changedAt, version }): QuotaTake => {
      const told = state === "withdrawn" ? "given-back" : state;
      return { id, ...(orderId !== undefined && { orderId }), instanceId, amount, state: told, at, changedAt, version };
    }),
  };
}

/** Enough to tell two apart, too little to know somebody by (H10). */
function keyText(part: JsonValue, isPersonal: boolean): string {
  const text = typeof part === "string" ? part : JSON.stringify(part);
  return isPersonal ? `****${text.slice(-4)}` : text;
}
