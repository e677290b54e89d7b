import { operations } from "@orderloom/api-contract";
import type { PromiseTable } from "@orderloom/rule-dsl";
import type { Refused } from "../host/commands.ts";
import type { PromiseRecord } from "../host/promise-desk.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

export interface PromiseParts {
  promises(): PromiseRecord;
  savePromises(table: PromiseTable, etag: string | undefined): Promise<PromiseRecord | Refused>;
}

/** When orders have to leave, and whose turn comes first. */
export function promiseRoutes(context: RouteContext, parts: PromiseParts): void {
  const shown = ({ etag, ...table }: PromiseRecord) => ok(table, etag);
  route(context, operations.getPromises, () => Promise.resolve(shown(parts.promises())));
  route(context, operations.putPromises, async ({ body, ifMatch }) => {
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    const saved = await parts.savePromises(body as PromiseTable, ifMatch); // checked by the route
    return "kind" in saved ? refuse(problemOfRefusal(saved)) : shown(saved);
  });
}
