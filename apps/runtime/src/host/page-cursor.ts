import { createHash } from "node:crypto";

/** Where a list goes on (S33): a sort key, an id, and a mark of the filter it belongs to. Opaque to who carries it. */
export interface PagePlace {
  readonly key: number;
  readonly id: string;
}

export function writeCursor(filter: object, { key, id }: PagePlace): string {
  return Buffer.from(JSON.stringify([key, id, markOf(filter)])).toString("base64url");
}

/** Undefined when it is no cursor, or that of another filter. */
export function readCursor(filter: object, cursor: string): PagePlace | undefined {
  const parts: unknown = parsed(Buffer.from(cursor, "base64url").toString("utf8"));
  if (!isList(parts) || parts.length !== 3) return undefined;
  const [key, id, mark] = parts;
  if (typeof key !== "number" || typeof id !== "string" || mark !== markOf(filter)) return undefined;
  return { key, id };
}

function markOf(filter: object): string {
  const entries = Object.entries(filter).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entries)).digest("base64url").slice(0, 8);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
