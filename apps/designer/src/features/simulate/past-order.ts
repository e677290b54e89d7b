import { queryOptions } from "@tanstack/react-query";
import type { OrderDetail } from "@orderloom/api-contract";
import { get } from "../../api/http.ts";
import { newTrial, type Trial } from "../../document/trial/trial.ts";

/** A real order as a trial begins with it. Its personal values stay masked (H10): rules read what the runtime gave out. */
export const pastOrderQuery = (id: string) =>
  queryOptions({
    queryKey: ["past-order", id],
    queryFn: async ({ signal }): Promise<Trial> => {
      const { order } = await get<OrderDetail>(`/v1/orders/${encodeURIComponent(id)}`, signal);
      return newTrial({ ...order }, order.receivedAt);
    },
  });
