/** The list with the item at `from` one place up (-1) or down (1); the same list where it cannot go. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const item = next[from];
  const other = next[from + by];
  if (item === undefined || other === undefined) return next;
  next[from] = other;
  next[from + by] = item;
  return next;
}
