import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StageList } from "@orderloom/api-contract";
import { stagesQuery } from "../../api/app-info.ts";
import { getMarked, put } from "../../api/http.ts";

export type Stage = StageList["stages"][number];

interface Stages {
  readonly stages: readonly Stage[];
  readonly save: (stages: readonly Stage[]) => void;
  readonly error: Error | null;
}

/** The organisation's stages. A save names the list it was made from, so that two people do not overwrite each other. */
export function useStages(): Stages {
  const client = useQueryClient();
  const query = useQuery(stagesQuery);
  const saving = useMutation({
    mutationFn: async (stages: readonly Stage[]) => {
      const { etag } = await getMarked<StageList>("/v1/stages");
      return put<StageList>("/v1/stages", { stages }, etag);
    },
    onSettled: () => client.invalidateQueries({ queryKey: stagesQuery.queryKey }),
  });
  return { stages: query.data?.stages ?? [], save: saving.mutate, error: saving.error };
}
