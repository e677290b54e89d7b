/** The most edits, as a share of the length, that still look like a slip of the pen. */
const TOLERANCE = 0.34;

/** The path that `path` is probably a slip of: the fewest edits away, and not too many. */
export function closestPath(path: string, known: readonly string[]): string | undefined {
  const depth = path.split(".").length;
  const near = known
    .filter((one) => !one.includes("*") && Math.abs(one.split(".").length - depth) <= 1)
    .map((one) => ({ one, edits: editsBetween(path.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  const last = path.split(".").at(-1) ?? path;
  return near !== undefined && near.edits <= Math.max(2, Math.floor(last.length * TOLERANCE)) ? near.one : undefined;
}

/** Insertions, deletions and replacements that turn one text into the other (Levenshtein, 1966). */
function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
