/** A name as an id: words of ASCII letters and digits; empty if it has none. */
function slugOf(name: string): string {
  const words =
    name
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words
    .join("-")
    .replace(/^[0-9-]+/, "")
    .slice(0, 60)
    .replace(/-$/, "");
}

/** An id that is still free: the name's, or `fallback` where it has none, with a number if that is taken. */
export function freeId(name: string, fallback: string, ids: Set<string>): string {
  const slug = slugOf(name);
  const plain = slug === "" ? fallback : slug;
  let id = plain;
  for (let count = 2; ids.has(id); count += 1) id = `${plain}-${String(count)}`;
  ids.add(id);
  return id;
}
