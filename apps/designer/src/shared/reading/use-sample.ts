import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { factsOfOrder } from "@orderloom/rule-dsl";
import { orderDetailQuery, recentOrdersQuery } from "../../api/orders.ts";
import type { Sample } from "./reading.ts";

export interface SampleChoice {
  /** What can be chosen, newest first. */
  readonly offered: readonly { readonly id: string; readonly number: string }[];
  readonly sample: Sample | undefined;
  readonly choose: (id: string) => void;
}

const MOST_OFFERED = 30;

/** A real order that conditions and values are tried on while they are written; the newest until another is chosen. */
export function useSample(baseCurrency: string): SampleChoice {
  const [chosen, setChosen] = useState<string>();
  const recent = useQuery(recentOrdersQuery(MOST_OFFERED));
  const offered = (recent.data ?? []).map(({ id, shortNumber }) => ({ id, number: shortNumber }));
  const id = chosen ?? offered[0]?.id;
  const detail = useQuery({ ...orderDetailQuery(id ?? ""), enabled: id !== undefined, staleTime: Infinity });
  const order = detail.data?.order;
  const number = detail.data?.row.shortNumber;
  const sample = useMemo((): Sample | undefined => {
    if (order === undefined || number === undefined) return undefined;
    const now = new Date(order.receivedAt).toISOString();
    return { id: order.id, number, facts: { order: factsOfOrder(order, { baseCurrency }), now } };
  }, [order, number, baseCurrency]);
  return { offered, sample, choose: setChosen };
}
