const LONGEST = 60;

/** An id out of a name's Latin words; a name without any is counted: `workflow`, `workflow-2`. */
export function idFromName(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, LONGEST);
  return untaken(words === "" ? "workflow" : words, taken);
}

function untaken(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let count = 2; ; count += 1) if (!taken.has(`${base}-${count}`)) return `${base}-${count}`;
}

export const isSlug = (id: string): boolean => /^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/.test(id) && id.length <= 80;
