import { queryOptions } from "@tanstack/react-query";
import type { FormDefinition } from "@orderloom/rule-dsl";
import { get } from "./http.ts";

/** The newest published version of a form: a task is decided on the form of today. */
export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ["form", id],
    queryFn: async ({ signal }) => {
      const path = `/v1/definitions/form/${encodeURIComponent(id)}/versions`;
      const { items } = await get<{ readonly items: readonly { readonly version: number }[] }>(path, signal);
      const newest = Math.max(0, ...items.map(({ version }) => version));
      if (newest === 0) return null;
      const { definition } = await get<{ readonly definition: FormDefinition }>(`${path}/${newest}`, signal);
      return definition;
    },
    staleTime: 60_000,
  });
