/*
 * What is selected, and the selections before, so that a slip can be undone. Pure.
 */

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Of those that were asked for, the ones that more than one person decides: set aside from a batch. */
  readonly setAside: number;
  /** Left out because somebody else holds them. */
  readonly held: number;
  readonly before: readonly ReadonlySet<string>[];
}

export const nothingSelected: Selection = { ids: new Set(), setAside: 0, held: 0, before: [] };

const KEPT = 20;

function changed({ ids, before }: Selection, next: ReadonlySet<string>, left = { setAside: 0, held: 0 }): Selection {
  return { ids: next, ...left, before: [...before, ids].slice(-KEPT) };
}

export function toggle(selection: Selection, id: string): Selection {
  const next = new Set(selection.ids);
  if (!next.delete(id)) next.add(id);
  const { setAside, held } = selection;
  return changed(selection, next, { setAside, held });
}

/** What takes several people, and what somebody else holds, is left out. */
export function selectAll(
  selection: Selection,
  { ids, several, held }: { ids: readonly string[]; several: readonly string[]; held: readonly string[] },
): Selection {
  const left = new Set([...several, ...held]);
  const next = new Set(ids.filter((id) => !left.has(id)));
  return changed(selection, next, { setAside: several.length, held: left.size - several.length });
}

export function clear(selection: Selection): Selection {
  return selection.ids.size === 0 ? selection : changed(selection, new Set());
}

export function undo({ ids, before, setAside, held }: Selection): Selection {
  const last = before.at(-1);
  if (last === undefined) return { ids, setAside, held, before };
  return { ids: last, setAside: 0, held: 0, before: before.slice(0, -1) };
}

/** Those that came to an end leave by themselves. */
export function without(selection: Selection, gone: (id: string) => boolean): Selection {
  const left = [...selection.ids].filter((id) => !gone(id));
  return left.length === selection.ids.size ? selection : { ...selection, ids: new Set(left) };
}
