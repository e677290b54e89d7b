import { operations } from "@orderloom/api-contract";
import { describeEvent, type LocalizedText, type OrderLoomEvent } from "@orderloom/rule-dsl";
import type { PauseCommands } from "../host/pause-commands.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

export interface LifecycleParts extends PauseCommands {
  activity(kind: string, id: string): Promise<readonly OrderLoomEvent[]>;
  workflowName(id: string): LocalizedText | undefined;
}

/** What happens to a definition beside its versions: pause, resume, and the list of what people did. */
export function lifecycleRoutes(context: RouteContext, parts: LifecycleParts): void {
  route(context, operations.getActivity, async ({ params }) => {
    const events = await parts.activity(params["kind"] ?? "", params["id"] ?? "");
    const words = { workflowName: (id: string) => parts.workflowName(id) };
    const items = events.toReversed().map((event) => {
      const { title, sentence } = describeEvent(event, words);
      const { id, at, type, actor } = event;
      return { id, at, type, by: actor.name, title, ...(sentence === undefined ? {} : { sentence }) };
    });
    return ok({ items });
  });
  route(context, operations.pauseWorkflow, async ({ params, body, actor }) => {
    const { reason } = body as { readonly reason: string }; // checked by the route
    const paused = await parts.pauseWorkflow(params["id"] ?? "", reason, actor);
    return paused.kind === "refused" ? refuse(problemOfRefusal(paused)) : ok({ paused: paused.pause });
  });
  route(context, operations.resumeWorkflow, async ({ params, body, actor }) => {
    const { reason } = body as { readonly reason?: string }; // checked by the route
    const resumed = await parts.resumeWorkflow(params["id"] ?? "", reason, actor);
    return resumed.kind === "refused" ? refuse(problemOfRefusal(resumed)) : ok({ waiting: resumed.waiting });
  });
}
