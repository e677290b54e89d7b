import { shortOrderNumber } from "@orderloom/rule-dsl";
import type { OrderRow } from "@orderloom/api-contract";
import type { OrderRowRecord } from "../../host/queries.ts";
import { nextStepOf } from "./next-step.ts";
import { both, says, type Wording } from "./wording.ts";

/** A row of the orders page. */
export function rowOf(record: OrderRowRecord, wording: Wording): OrderRow {
  const { totalMinor, currency, open, status, stages, ...rest } = record;
  return {
    ...rest,
    shortNumber: shortOrderNumber(record.channel, record.channelOrderId),
    total: { minorUnits: totalMinor, currency },
    status: status as OrderRow["status"], // the host's statuses are the contract's (S3)
    stages: [...stages],
    next: open === undefined && record.waitsFor ? waitingStep(record.waitsFor, wording) : nextStepOf(open, wording),
  };
}

type Waits = NonNullable<OrderRowRecord["waitsFor"]>;

function waitingStep({ workflow, version, reason }: Waits, wording: Wording): OrderRow["next"] {
  const name = both(wording.workflow(workflow, version)?.name, workflow);
  return {
    kind: "event",
    text: says(`等「${name["zh-CN"]}」恢复接单：${reason}`, `Waits for “${name.en}” to go on: ${reason}`),
  };
}
