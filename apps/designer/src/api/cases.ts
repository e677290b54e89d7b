import { queryOptions } from "@tanstack/react-query";
import type { CasesDocument } from "@orderloom/rule-dsl";
import { getMarked, put, remove, unlessMissing } from "./http.ts";

const at = (id: string) => `/v1/definitions/workflow/${encodeURIComponent(id)}/cases`;

/** The cases of a workflow with the mark for saving them; null where there are none. */
export const casesQuery = (id: string) =>
  queryOptions({
    queryKey: ["cases", id],
    queryFn: async ({ signal }) => (await unlessMissing(getMarked<CasesDocument>(at(id), signal))) ?? null,
  });

/** Refused when somebody else saved cases in between. Undefined removes them all. */
export async function saveCases(id: string, cases: CasesDocument | undefined, etag: string | undefined): Promise<void> {
  if (cases !== undefined) await put<CasesDocument>(at(id), cases, etag);
  else if (etag !== undefined) await remove(at(id), etag);
}
