import { canonicalJson } from "@orderloom/rule-dsl";
import { edgesOf, type EditedDocument } from "./edited-document.ts";

/*
 * Two people on one draft. Both began with the same document; each part of it - a node, a field of the head, a handler,
 * a box's place, a note - is taken from whoever changed it. Where both changed the same part to something different,
 * nobody can say which is meant: a conflict, which only a person settles.
 */

/** A part of a document: `nodes/<id>`, `on/<id>`, `head/<field>`, `conditions/<name>`, `variables/<path>`, `place/<id>`, `note/<id>`. */
export type PartName = `${PartGroup}/${string}`;
export type PartGroup = "nodes" | "on" | "head" | "conditions" | "variables" | "place" | "note";

export interface Merge {
  /** Both edits together; of the parts in conflict, mine. */
  readonly document: EditedDocument;
  readonly conflicts: readonly PartName[];
}

type Parts = ReadonlyMap<PartName, unknown>;

export function merge(base: EditedDocument, mine: EditedDocument, theirs: EditedDocument): Merge {
  const before = partsOf(base);
  const ours = partsOf(mine);
  const others = partsOf(theirs);
  const merged = new Map<PartName, unknown>();
  const conflicts: PartName[] = [];
  for (const name of unionInOrder(ours, others)) {
    const choice = choose(before.get(name), ours.get(name), others.get(name));
    if (choice.isConflict) conflicts.push(name);
    if (choice.value !== undefined) merged.set(name, choice.value);
  }
  const document = documentOf(merged, mine);
  return { document, conflicts: [...new Set([...conflicts, ...cutLoose(document, mine, theirs)])] };
}

/** What changed from one document to another, part by part. */
export interface Change {
  readonly part: PartName;
  readonly kind: "added" | "removed" | "changed";
  readonly before: unknown;
  readonly after: unknown;
}

export function changesBetween(from: EditedDocument, to: EditedDocument): readonly Change[] {
  const before = partsOf(from);
  const after = partsOf(to);
  return unionInOrder(before, after).flatMap((part): Change[] => {
    const was = before.get(part);
    const is = after.get(part);
    if (isSame(was, is)) return [];
    const kind = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [{ part, kind, before: was, after: is }];
  });
}

export function splitPart(part: PartName): { readonly group: PartGroup; readonly id: string } {
  const slash = part.indexOf("/");
  return { group: part.slice(0, slash) as PartGroup, id: part.slice(slash + 1) }; // as the type of the name says
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other));

function choose(
  before: unknown,
  mine: unknown,
  theirs: unknown,
): { readonly value: unknown; readonly isConflict: boolean } {
  if (isSame(mine, theirs) || isSame(theirs, before)) return { value: mine, isConflict: false };
  if (isSame(mine, before)) return { value: theirs, isConflict: false };
  return { value: mine ?? theirs, isConflict: true };
}

const separate = ["nodes", "on", "conditions", "variables"];

function partsOf({ definition, layout }: EditedDocument): Parts {
  const parts = new Map<PartName, unknown>();
  for (const [field, value] of Object.entries(definition))
    if (!separate.includes(field)) parts.set(`head/${field}`, value);
  for (const [name, value] of Object.entries(definition.conditions ?? {})) parts.set(`conditions/${name}`, value);
  for (const [path, value] of Object.entries(definition.variables ?? {})) parts.set(`variables/${path}`, value);
  for (const handler of definition.on ?? []) parts.set(`on/${handler.id}`, handler);
  for (const [id, node] of Object.entries(definition.nodes)) parts.set(`nodes/${id}`, node);
  for (const [id, place] of Object.entries(layout.nodes)) parts.set(`place/${id}`, place);
  for (const note of layout.notes ?? []) parts.set(`note/${note.id}`, note);
  return parts;
}

/** My order, with what only the other has after what stood before it there. */
function unionInOrder(ours: Parts, others: Parts): readonly PartName[] {
  const names = [...ours.keys()];
  let previous = -1;
  for (const name of others.keys()) {
    const at = names.indexOf(name);
    if (at >= 0) previous = at;
    else {
      previous += 1;
      names.splice(previous, 0, name);
    }
  }
  return names;
}

function documentOf(parts: Parts, mine: EditedDocument): EditedDocument {
  const group = (wanted: PartGroup): [string, unknown][] =>
    [...parts].flatMap(([part, value]): [string, unknown][] => {
      const { group: found, id } = splitPart(part);
      return found === wanted ? [[id, value]] : [];
    });
  const conditions = group("conditions");
  const variables = group("variables");
  const on = group("on").map(([, handler]) => handler);
  const notes = group("note").map(([, note]) => note);
  const fields: Record<string, unknown> = {
    ...Object.fromEntries(group("head")),
    ...(conditions.length > 0 || mine.definition.conditions !== undefined
      ? { conditions: Object.fromEntries(conditions) }
      : {}),
    ...(on.length > 0 || mine.definition.on !== undefined ? { on } : {}),
    nodes: Object.fromEntries(group("nodes")),
    ...(variables.length > 0 || mine.definition.variables !== undefined
      ? { variables: Object.fromEntries(variables) }
      : {}),
  };
  const order = [...Object.keys(mine.definition), ...Object.keys(fields)];
  const definition = Object.fromEntries(
    [...new Set(order)].flatMap((field) => (Object.hasOwn(fields, field) ? [[field, fields[field]] as const] : [])),
  );
  const layout = {
    kind: "layout",
    of: mine.layout.of,
    nodes: Object.fromEntries(group("place")),
    ...(notes.length > 0 || mine.layout.notes !== undefined ? { notes } : {}),
  };
  // Every part comes from one of two documents of these types.
  return { definition, layout } as unknown as EditedDocument;
}

/** Nodes that lead to what the other one took away: each edit alone was whole, both together are not. */
function cutLoose(merged: EditedDocument, mine: EditedDocument, theirs: EditedDocument): readonly PartName[] {
  const loose = (document: EditedDocument) =>
    edgesOf(document.definition).filter(({ to }) => !Object.hasOwn(document.definition.nodes, to));
  const known = new Set([...loose(mine), ...loose(theirs)].map(({ to }) => to));
  return loose(merged)
    .filter(({ to }) => !known.has(to))
    .map(({ from }): PartName => ("node" in from ? `nodes/${from.node}` : `on/${from.handler}`));
}
