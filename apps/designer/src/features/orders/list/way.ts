import type { OrderRow } from "@orderloom/api-contract";
import type { Way } from "../../../shared/thread/thread-shape.ts";

/** What an order's row says of its way, on a loom whose stages are `stageIds`; a stage that was removed since is passed over. */
export function wayOf(row: Pick<OrderRow, "stage" | "stages" | "status">, stageIds: readonly string[]): Way {
  const passed = row.stages.flatMap(({ stage, slackMs }) => {
    const index = stageIds.indexOf(stage);
    return index < 0 ? [] : [{ stage: index, waited: (slackMs ?? 0) > 0 }];
  });
  const stands = row.stage === undefined ? -1 : stageIds.indexOf(row.stage);
  return { passed, at: stands >= 0 ? stands : passed.at(-1)?.stage, end: endOf(row.status) };
}

function endOf(status: OrderRow["status"]): Way["end"] {
  switch (status) {
    case "held":
      return "waiting-for-person";
    case "incident":
      return "broken";
    case "done":
    case "cancelled":
      return "finished";
    case "received":
    case "running":
    case "waiting":
    case "unrouted":
      return "moving";
  }
}
