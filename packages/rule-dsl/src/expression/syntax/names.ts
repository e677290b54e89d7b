/** Names: which are known at the root, and how two spellings of one name are recognised as the same. */
import { normalizeContextKey } from "lezer-feel";

/** Known root names; a map goes on to the known fields of each, "any" where they are not known. */
export type FeelNames = ReadonlySet<string> | ReadonlyMap<string, FeelNames | "any">;

/** The name as written, with every run of white space as one space. */
export function nameText(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** The same for all spellings that FEEL takes as one name (`a-b`, `a - b`). */
export function nameKey(name: string): string {
  return normalizeContextKey(name);
}

/** The declared name that `name` is a spelling of, or undefined. */
export function declaredName(names: FeelNames, name: string): string | undefined {
  if (names.has(name)) return name;
  const key = nameKey(name);
  return [...names.keys()].find((candidate) => nameKey(candidate) === key);
}

/** The known fields below `name`, or "any". */
export function fieldsOf(names: FeelNames | "any", name: string): FeelNames | "any" {
  return isNameMap(names) ? (names.get(name) ?? "any") : "any";
}

function isNameMap(names: FeelNames | "any"): names is ReadonlyMap<string, FeelNames | "any"> {
  return names instanceof Map;
}
