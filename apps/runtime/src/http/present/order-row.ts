import { shortOrderNumber } from "@orderloom/rule-dsl";
import type { OrderRow } from "@orderloom/api-contract";
import type { OrderRowRecord } from "../../host/queries.ts";
import { nextStepOf } from "./next-step.ts";
import type { Wording } from "./wording.ts";

/** A row of the orders page. */
export function rowOf(record: OrderRowRecord, wording: Wording): OrderRow {
  const { totalMinor, currency, open, status, stages, ...rest } = record;
  return {
    ...rest,
    shortNumber: shortOrderNumber(record.channel, record.channelOrderId),
    total: { minorUnits: totalMinor, currency },
    status: status as OrderRow["status"], // the host's statuses are the contract's (S3)
    stages: [...stages],
    next: nextStepOf(open, wording),
  };
}
