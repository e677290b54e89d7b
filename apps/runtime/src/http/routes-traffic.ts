import { type NodeTraffic, operations, type PassedOrder, type TrafficAnswer } from "@orderloom/api-contract";
import { shortOrderNumber } from "@orderloom/rule-dsl";
import type { PassedOrder as Passed, Traffic, TrafficQueries } from "../host/traffic-queries.ts";
import { problemOfRefusal } from "./problem.ts";
import { wholeNumber } from "./read-query.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

const DAYS = { name: "days", most: 60, otherwise: 7 } as const;
const LIMIT = { name: "limit", most: 100, otherwise: 20 } as const;

/** How orders walk through a workflow. */
export function trafficRoutes(context: RouteContext, queries: TrafficQueries): void {
  route(context, operations.getTraffic, async ({ params, query }) => {
    const days = wholeNumber(query, DAYS);
    if (!days.ok) return refuse(days.problem);
    const workflow = params["id"] ?? "";
    const traffic = await queries.traffic(workflow, days.value);
    return "kind" in traffic ? refuse(problemOfRefusal(traffic)) : ok(answerOf(workflow, days.value, traffic));
  });
  route(context, operations.listPassedOrders, async ({ params, query }) => {
    const days = wholeNumber(query, DAYS);
    if (!days.ok) return refuse(days.problem);
    const limit = wholeNumber(query, LIMIT);
    if (!limit.ok) return refuse(limit.problem);
    const { port } = query;
    const asked = { days: days.value, limit: limit.value, ...(port === undefined ? {} : { port }) };
    const found = await queries.passedOrders(params["id"] ?? "", params["node"] ?? "", asked);
    return "kind" in found ? refuse(problemOfRefusal(found)) : ok({ items: found.map(passedOrder) });
  });
}

function answerOf(workflow: string, days: number, { fromDay, toDay, asOf, nodes }: Traffic): TrafficAnswer {
  const shown = Object.entries(nodes).map(([id, { openSince, ports, ...counts }]): [string, NodeTraffic] => [
    id,
    {
      ...counts,
      ports: { ...ports },
      ...(openSince === undefined ? {} : { longestWaitMs: Math.max(0, asOf - openSince) }),
    },
  ]);
  return { workflow, days, from: dateOf(fromDay), to: dateOf(toDay), asOf, nodes: Object.fromEntries(shown) };
}

function passedOrder({ row, at, port }: Passed): PassedOrder {
  const { channel, channelOrderId, customer, totalMinor, currency } = row.parts.order;
  return {
    orderId: row.id,
    shortNumber: shortOrderNumber(channel, channelOrderId),
    channel,
    customer,
    total: { minorUnits: totalMinor, currency },
    status: row.standing.status,
    at,
    ...(port === undefined ? {} : { port }),
  };
}

/** `20261111` as ISO 8601 writes it. */
const dateOf = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
