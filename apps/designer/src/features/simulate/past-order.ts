import { queryOptions } from "@tanstack/react-query";
import type { Recording } from "@orderloom/api-contract";
import { get } from "../../api/http.ts";
import type { Trial } from "../../document/trial/trial.ts";

/**
 * A real order as a trial begins with it: what was answered then, and what people did where it ran through the same workflow. Its personal values
 * are masked in the same shape (H10).
 */
export const pastOrderQuery = (id: string, workflow: string) =>
  queryOptions({
    queryKey: ["past-order", id, workflow],
    queryFn: async ({ signal }): Promise<Trial> => {
      const recording = await get<Recording>(`/v1/orders/${encodeURIComponent(id)}/recording`, signal);
      const { order, startedAt, metrics, quotas, answers, steps } = recording;
      return {
        order,
        now: startedAt,
        vars: {},
        metrics,
        quotas,
        answers,
        recorded: answers,
        steps: recording.workflow?.id === workflow ? steps : [],
      };
    },
  });
