import type { RestartPreview } from "@orderloom/api-contract";
import type { InstanceRecord } from "../../host/queries.ts";
import { restartView } from "../../host/restart-plan.ts";
import { ok, refuse, type Reply } from "../route.ts";
import { both, nodeName, type Wording } from "./wording.ts";

/** What beginning again at a node would take back and what not, in words; nothing is changed. */
export function restartPreview(record: InstanceRecord, node: string, wording: Wording): Reply {
  const plan = restartView(record, node);
  if (!plan) return refuse({ status: 422, code: "restart-not-here", data: { node } });
  const named = (id: string) => ({ id, name: nodeName(record.definition, id) });
  const called = ({ nodeId, connector, action }: (typeof plan.undone)[number]) => ({
    node: nodeId,
    connector,
    action,
    name: both(wording.action(connector, action)?.name, action),
  });
  const preview: RestartPreview = {
    node: plan.node,
    points: plan.points.map(named),
    withdrawn: plan.withdrawn.map(named),
    undone: plan.undone.map(called),
    standing: plan.standing.map(called),
  };
  return ok(preview);
}
