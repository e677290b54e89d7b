import { queryOptions } from "@tanstack/react-query";
import type { CasesDocument } from "@orderloom/rule-dsl";
import { getMarked, put, remove, unlessMissing } from "./http.ts";

const at = (id: string, kind = "workflow") => `/v1/definitions/${kind}/${encodeURIComponent(id)}/cases`;

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

/** The cases of one definition, changed as they are now: whoever saved in between is not overwritten. */
export async function changeCases(
  { kind, id }: { readonly kind: string; readonly id: string },
  change: (cases: CasesDocument) => CasesDocument,
): Promise<void> {
  const { body, etag } = await getMarked<CasesDocument>(at(id, kind));
  await put<CasesDocument>(at(id, kind), change(body), etag);
}
