import { declaredIndexes } from "../mongo-collections.ts";
import type { SentCommand } from "./mongo-line.ts";

type Filter = Readonly<Record<string, unknown>>;

/** One question to a collection, as far as an index matters to it. */
export interface AskedQuery {
  readonly collection: string;
  readonly filter: Filter;
  readonly sort: readonly string[];
  /** It counts all there is, and reads all of it. */
  readonly isCount: boolean;
}

/** The questions in a command; none for one that only inserts or makes indexes. */
export function queriesIn(command: SentCommand): AskedQuery[] {
  const { find, update, delete: deletion, aggregate, findAndModify } = command;
  const asked = (collection: unknown, filter: unknown, sort: unknown = {}, isCount = false): AskedQuery => ({
    collection: String(collection),
    filter: objectOf(filter),
    sort: Object.keys(objectOf(sort)),
    isCount,
  });
  if (find !== undefined) return [asked(find, command["filter"], command["sort"])];
  if (findAndModify !== undefined) return [asked(findAndModify, command["query"])];
  if (update !== undefined) return listOf(command["updates"]).map(({ q }) => asked(update, q));
  if (deletion !== undefined) return listOf(command["deletes"]).map(({ q }) => asked(deletion, q));
  if (aggregate === undefined) return [];
  const [first] = listOf(command["pipeline"]);
  return [asked(aggregate, first?.["$match"], {}, true)];
}

/** Whether an index finds what is asked, so that nothing reads a whole collection to find a part of it. */
export function isServed({ collection, filter, sort, isCount }: AskedQuery): boolean {
  const flat = flattened(filter);
  if ("_id" in flat) return true;
  const indexes = declaredIndexes[collection] ?? [];
  const names = Object.keys(flat);
  if (names.length === 0) return isCount || (sort.length === 1 && sort[0] === "_id");
  const isFound = indexes.some(({ fields, where = {} }) => {
    const [lead, second] = Object.keys(fields);
    const inIt = Object.keys(where).every((field) => field in flat);
    return (
      lead === "organisation" &&
      "organisation" in flat &&
      inIt &&
      second !== undefined &&
      (second in flat || second === sort[0])
    );
  });
  if (isFound) return true;
  // All of an organisation is read from one end to the other, where all of it is asked for.
  if (names.length === 1 && "organisation" in flat) return isCount || indexes.length > 0;
  return orBranches(filter).some((branches) =>
    branches.every((branch) => isServed({ collection, filter: { organisation: 1, ...branch }, sort, isCount })),
  );
}

/** Its own conditions and those that `$and` adds. */
function flattened(filter: Filter): Filter {
  const { $and, $or: _or, $nor: _nor, ...own } = filter;
  return Object.assign({ ...own }, ...listOf($and).map(flattened)) as Filter;
}

function orBranches(filter: Filter): Filter[][] {
  const own = filter["$or"] === undefined ? [] : [listOf(filter["$or"])];
  return [...own, ...listOf(filter["$and"]).flatMap(orBranches)];
}

function objectOf(value: unknown): Filter {
  return typeof value === "object" && value !== null ? (value as Filter) : {}; // of a command that the driver made
}
function listOf(value: unknown): Filter[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
