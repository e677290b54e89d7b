import type { DefinitionVersion } from "@orderloom/rule-dsl";
import { referencesOf } from "../references.ts";

/**
 * Which workflows read which quotas, themselves or through what they decide by, in any version that was published: what is not among them costs
 * an instance nothing.
 */
export function quotaReaders(versions: Iterable<DefinitionVersion>): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, Set<string>>();
  const names = new Map<string, readonly string[]>();
  for (const { kind, id, definition } of versions) {
    if (kind !== "workflow" && kind !== "decision") continue;
    const name = `${kind}/${id}`;
    const references = referencesOf(definition);
    const read = references.flatMap((one) => (one.kind === "quota" && one.action === undefined ? [one.id] : []));
    const through = references.flatMap((one) => (one.kind === "decision" ? [`decision/${one.id}`] : []));
    uses.set(name, new Set([...(uses.get(name) ?? []), ...read]));
    names.set(name, [...(names.get(name) ?? []), ...through]);
  }
  const reads = (name: string, seen: ReadonlySet<string>): string[] => {
    if (seen.has(name)) return [];
    const inside = (names.get(name) ?? []).flatMap((other) => reads(other, new Set([...seen, name])));
    return [...(uses.get(name) ?? []), ...inside];
  };
  return new Map(
    [...uses.keys()].flatMap((name) => {
      const [kind, id = ""] = name.split("/");
      const read = kind === "workflow" ? [...new Set(reads(name, new Set()))] : [];
      return read.length > 0 ? [[id, read.sort()] as const] : [];
    }),
  );
}
