import { type Diagnostic, diagnostic } from "../diagnostic.ts";

/** Ids that stand twice in a list. */
export function repeatedIds(items: readonly { readonly id: string }[], place: string): readonly Diagnostic[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (seen.has(id)) return [diagnostic("error", "duplicate-id", `${place}/${index}/id`, { id })];
    seen.add(id);
    return [];
  });
}

/** Ids that would be ports, though the node has a port of that name already. */
export function takenIds(
  items: readonly { readonly id: string }[],
  taken: readonly string[],
  place: string,
): readonly Diagnostic[] {
  return items.flatMap(({ id }, index) =>
    taken.includes(id) ? [diagnostic("error", "duplicate-id", `${place}/${index}/id`, { id })] : [],
  );
}
