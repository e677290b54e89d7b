import { operations } from "@orderloom/api-contract";
import type { OrderEventInput } from "@orderloom/rule-dsl";
import type { OrderCommands } from "../host/commands.ts";
import type { HostQueries } from "../host/queries.ts";
import type { RecordingQueries } from "../host/recording-query.ts";
import { orderDetail } from "./present/order-detail.ts";
import { recordingAnswer } from "./present/recording.ts";
import { rowOf } from "./present/order-row.ts";
import { type EventWords, timelineOf } from "./present/timeline.ts";
import type { Wording } from "./present/wording.ts";
import { problemOfRefusal } from "./problem.ts";
import { orderFilterOf, pageOf } from "./read-query.ts";
import { ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

export interface OrderRouteParts {
  readonly orders: OrderCommands;
  readonly queries: HostQueries;
  readonly recordings: RecordingQueries;
  readonly wording: Wording;
  /** The words for one event: they depend on the instance's frozen definition. */
  readonly wordsFor: (orderId: string) => Promise<EventWords>;
}

const missing = (id: string): Reply => refuse({ status: 404, code: "order-not-found", data: { id } });

/** Lists, counts, one order, its timeline and its events. Intake itself is in the front. */
export function orderRoutes(context: RouteContext, parts: OrderRouteParts): void {
  const { queries, wording } = parts;
  route(context, operations.listOrders, async ({ query }) => {
    const filter = orderFilterOf(query);
    if (!filter.ok) return refuse(filter.problem);
    const page = pageOf(query);
    if (!page.ok) return refuse(page.problem);
    const found = await queries.orders(filter.value, page.value);
    if ("kind" in found) return refuse({ status: 400, code: "bad-cursor" });
    return ok({ ...found, items: found.items.map((record) => rowOf(record, wording)) });
  });
  route(context, operations.countOrders, async () => ok(await queries.counts()));
  route(context, operations.getOrder, async ({ params }) => {
    const id = params["id"] ?? "";
    const record = await queries.order(id);
    if (record === undefined) return missing(id);
    const [history, words] = await Promise.all([queries.history(id), parts.wordsFor(id)]);
    return ok(orderDetail(record, history, words, wording));
  });
  route(context, operations.getTimeline, async ({ params }) => {
    const id = params["id"] ?? "";
    if ((await queries.row(id)) === undefined) return missing(id);
    const [history, words] = await Promise.all([queries.history(id), parts.wordsFor(id)]);
    return ok({ orderId: id, entries: timelineOf(history, words) });
  });
  route(context, operations.getRecording, async ({ params, query }) => {
    const life = await parts.recordings.recording(params["id"] ?? "", query["workflow"]);
    return "kind" in life ? refuse(problemOfRefusal(life)) : ok(recordingAnswer(life));
  });
  route(context, operations.addOrderEvent, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    const told = await parts.orders.orderEvent(id, body as OrderEventInput, actor); // checked by the route against OrderEventInput
    switch (told.kind) {
      case "refused":
        return refuse(problemOfRefusal(told));
      case "done":
        return { status: 202, body: { orderId: told.orderId, revision: told.revision } };
      case "duplicate":
        return ok({ orderId: told.orderId, revision: told.revision, duplicate: true });
      case "parked":
        return { status: 202, body: { parked: true, until: told.until } };
      case "parked-already":
        return ok({ parked: true, until: told.until, duplicate: true });
    }
  });
}
