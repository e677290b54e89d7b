import { hashNode } from "./hash-node.ts";
import { intervalNode } from "./interval-node.ts";
import { jointNode, scanNode, type SearchNode, type WayEnd } from "./node.ts";
import type { Accepts, Entry, Key, Member, Scalar, Source } from "./source.ts";

/** So few entries are tried one after the other. */
const fewEntries = 3;
/** So few ranges are not worth sets of bits. */
const fewRanges = 16;
/** An entry that accepts many values stands below each; beyond so many on average, nothing below is split further. */
const mostValues = 8;
/** So many sources of ranges are intersected. */
const mostColumns = 4;
/** Entries looked at to guess what stands before a key. */
const sampleSize = 32;

type Values = Extract<Accepts, { kind: "values" }>;
type Interval = Extract<Accepts, { kind: "interval" }>;

interface Found<G, A extends Accepts> {
  readonly source: Source<G>;
  readonly accepts: A;
  readonly key: Key<G>;
  readonly member: number;
}

/** An entry with its keys laid out; of several lists of values for one source only the first is a key. */
interface Laid<G> {
  readonly order: number;
  readonly members: readonly Member<G>[];
  readonly values: readonly Found<G, Values>[];
  readonly intervals: readonly Found<G, Interval>[];
}

/** The tree over entries; they come in their order. */
export function searchTree<G>(entries: readonly Entry<G>[]): SearchNode<G> {
  return nodeOf(entries.map(layOut), { used: [], watched: none });
}

/** What nodes above have done for these entries. */
interface Above<G> {
  /** The sources by whose values the entries were found. */
  readonly used: readonly Source<G>[];
  /** The sources whose warnings are seen to: a node watches for all that are below it. */
  readonly watched: ReadonlySet<Source<G>>;
}

const none: ReadonlySet<never> = new Set();

function layOut<G>({ order, members }: Entry<G>): Laid<G> {
  const values: Found<G, Values>[] = [];
  const intervals: Found<G, Interval>[] = [];
  for (let member = 0; member < members.length; member += 1) {
    for (const key of members[member]?.keys ?? []) {
      const { source, accepts } = key;
      if (accepts.kind === "interval") intervals.push({ source, accepts, key, member });
      else if (!values.some((each) => each.source === source)) values.push({ source, accepts, key, member });
    }
  }
  return { order, members, values, intervals };
}

function nodeOf<G>(entries: readonly Laid<G>[], above: Above<G>): SearchNode<G> {
  if (entries.length <= fewEntries) return scanNode(foundBy(entries, above.used));
  const parts: SearchNode<G>[] = [];
  let rest = entries;
  while (rest.length > fewEntries) {
    const source = bestSource(rest, above.used);
    if (source === undefined) break;
    const [asking, others] = split(rest, (entry) => valuesOn(entry, source) !== undefined);
    parts.push(hashOf(asking, source, above));
    rest = others;
  }
  const [ranged, plain] = split(rest, (entry) => entry.intervals.length > 0);
  if (ranged.length > fewRanges) {
    parts.push(intervalsOf(ranged, above));
    rest = plain;
  }
  if (rest.length > 0) parts.push(scanNode(foundBy(rest, above.used)));
  return jointNode(parts);
}

function foundBy<G>(entries: readonly Laid<G>[], used: readonly Source<G>[]): WayEnd["entries"] {
  return entries.map(({ order, values }) => ({
    order,
    settled: values.flatMap(({ key, source, member }) => (key.exact && used.includes(source) ? [member] : [])),
  }));
}

const ordersOf = <G>(entries: readonly Laid<G>[]): readonly number[] => entries.map((entry) => entry.order);

function split<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

function valuesOn<G>(entry: Laid<G>, source: Source<G>): Found<G, Values> | undefined {
  return entry.values.find((found) => found.source === source);
}

/**
 * The source that most entries ask about; of equals the one before which least is read, for what is read there must be
 * usable, then the one with more different values.
 */
function bestSource<G>(entries: readonly Laid<G>[], used: readonly Source<G>[]): Source<G> | undefined {
  const asked = new Map<Source<G>, number>();
  for (const entry of entries) {
    for (const { source } of entry.values) if (!used.includes(source)) asked.set(source, (asked.get(source) ?? 0) + 1);
  }
  const most = Math.max(...asked.values());
  const ranked = [...asked]
    .filter(([, count]) => count === most)
    .map(([source]) => ({ source, ...weigh(entries, source, used) }))
    .toSorted((a, b) => a.guards - b.guards || b.values - a.values);
  return ranked[0]?.source;
}

function weigh<G>(
  entries: readonly Laid<G>[],
  source: Source<G>,
  used: readonly Source<G>[],
): { readonly guards: number; readonly values: number } {
  const guards = new Set<Source<G>>();
  const values = new Set<Scalar>();
  const step = Math.max(1, Math.floor(entries.length / sampleSize));
  for (let place = 0; place < entries.length; place += step) {
    const entry = entries[place];
    const found = entry && valuesOn(entry, source);
    if (entry === undefined || found === undefined) continue;
    addGuards(guards, entry, found, used);
    for (const value of found.accepts.values) values.add(value);
  }
  return { guards: guards.size, values: values.size };
}

/** What is read before the key is looked at: by members before it that are not known to hold, and inside its own. */
function addGuards<G>(
  guards: Set<Source<G>>,
  entry: Laid<G>,
  { key, member }: Found<G, Accepts>,
  used: readonly Source<G>[],
): void {
  for (let before = 0; before < member; before += 1) {
    if (isSettled(entry, before, used)) continue;
    for (const read of entry.members[before]?.reads ?? []) guards.add(read);
  }
  for (const read of key.before) guards.add(read);
}

/** A node above has found the entry by this very member, and the value was all that the member asked for. */
function isSettled<G>(entry: Laid<G>, member: number, used: readonly Source<G>[]): boolean {
  return entry.values.some((found) => found.member === member && found.key.exact && used.includes(found.source));
}

function hashOf<G>(entries: readonly Laid<G>[], source: Source<G>, { used, watched }: Above<G>): SearchNode<G> {
  const guards = new Set<Source<G>>();
  const below = new Map<Scalar, Laid<G>[]>();
  let spread = 0;
  for (const entry of entries) {
    const found = valuesOn(entry, source);
    if (found === undefined) continue;
    addGuards(guards, entry, found, used);
    for (const value of new Set(found.accepts.values)) {
      spread += 1;
      const group = below.get(value);
      if (group === undefined) below.set(value, [entry]);
      else group.push(entry);
    }
  }
  guards.delete(source);
  for (const seen of watched) guards.delete(seen);
  const isWide = spread > entries.length * mostValues;
  const inside = { used: [...used, source], watched: new Set([...watched, ...guards, source]) };
  const byValue = new Map<Scalar, SearchNode<G>>();
  for (const [value, group] of below)
    byValue.set(value, isWide ? scanNode(foundBy(group, inside.used)) : nodeOf(group, inside));
  return hashNode({ source, guards: [...guards], orders: ordersOf(entries), byValue });
}

/** Columns for the sources that most entries ask a range of. */
function intervalsOf<G>(entries: readonly Laid<G>[], { used, watched }: Above<G>): SearchNode<G> {
  const asked = new Map<Source<G>, number>();
  for (const { intervals } of entries) {
    for (const { source } of intervals) asked.set(source, (asked.get(source) ?? 0) + 1);
  }
  const sources = [...asked].toSorted(([, a], [, b]) => b - a).slice(0, mostColumns);
  const columns = sources.map(([source]) => ({
    source,
    from: new Float64Array(entries.length).fill(-Infinity),
    to: new Float64Array(entries.length).fill(Infinity),
  }));
  const guards = new Set<Source<G>>();
  for (let place = 0; place < entries.length; place += 1) {
    const entry = entries[place];
    for (const found of entry?.intervals ?? []) {
      const column = columns.find((each) => each.source === found.source);
      if (entry === undefined || column === undefined) continue;
      column.from[place] = Math.max(column.from[place] ?? -Infinity, found.accepts.from);
      column.to[place] = Math.min(column.to[place] ?? Infinity, found.accepts.to);
      addGuards(guards, entry, found, used);
    }
  }
  for (const { source } of columns) guards.delete(source);
  for (const seen of watched) guards.delete(seen);
  return intervalNode({ columns, guards: [...guards], orders: ordersOf(entries) });
}
