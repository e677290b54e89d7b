/** Any JSON: a draft may hold what no schema knows. */
export type Json = unknown;
export type Fields = Readonly<Record<string, Json>>;

export const isFields = (value: Json): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What Array.isArray finds is a list of anything. */
export const listIn = (value: Json): readonly Json[] | undefined =>
  Array.isArray(value) ? (value as readonly Json[]) : undefined;

export const stepsOf = (at: string): readonly string[] => at.split("/").slice(1);

/** What stands at a JSON Pointer; the names of conditions and nodes hold no `~`. */
export function partAt(root: Json, at: string): Json {
  return stepsOf(at).reduce<Json>((here, step) => {
    const list = listIn(here);
    if (list !== undefined) return list[Number(step)];
    return isFields(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }, root);
}
