import type { VersionHead } from "../ports/definition-store.ts";

/** When something binds (S23): as of a catalogue revision, at an instant in UTC milliseconds. */
export interface BindingPoint {
  readonly revision: number;
  readonly instant: number;
}

/** The newest version that was published by then and is in force at that instant. Pure: the same question has the same answer for ever. */
export function resolveVersion(
  versions: readonly VersionHead[],
  { revision, instant }: BindingPoint,
): VersionHead | undefined {
  return versions.findLast((head) => head.catalogueRevision <= revision && isInForce(head, instant));
}

function isInForce({ effectiveFrom, effectiveUntil }: VersionHead, instant: number): boolean {
  return (
    (effectiveFrom === undefined || effectiveFrom <= instant) &&
    (effectiveUntil === undefined || instant < effectiveUntil)
  );
}

/** `scheduled`: its window has not begun; `past`: its window is over, or a newer version stands in its place. */
export type VersionState = "in-force" | "scheduled" | "past";

export function versionState(head: VersionHead, inForce: number | undefined, now: number): VersionState {
  if (head.version === inForce) return "in-force";
  return head.effectiveFrom !== undefined && head.effectiveFrom > now ? "scheduled" : "past";
}

/** Instants at which an answer of `resolveVersion` may change, sorted. */
export function windowEdges(versions: readonly VersionHead[]): number[] {
  return versions
    .flatMap(({ effectiveFrom, effectiveUntil }) => [effectiveFrom ?? [], effectiveUntil ?? []].flat())
    .sort((left, right) => left - right);
}

/** How many edges have passed: between two edges every instant resolves alike. */
export function windowAt(edges: readonly number[], instant: number): number {
  const after = edges.findIndex((edge) => edge > instant);
  return after < 0 ? edges.length : after;
}
