import type { DatabaseSync } from "node:sqlite";
import { numberIn, textIn } from "@orderloom/connector-sdk";

/** Numbered papers of one kind (reservations, pick tasks), found by id, by the key that made them, and by what they are for. */
export interface Documents<T> {
  add(make: (id: string) => T, key: string, about: string): T;
  get(id: string): T | undefined;
  byKey(key: string): T | undefined;
  about(about: string): readonly T[];
  put(id: string, document: T): void;
  count(): number;
  newest(limit: number): readonly T[];
  /** Those whose field `state` says so, oldest first. */
  oldestIn(state: string, limit: number): readonly T[];
  /** What more than one live paper is about: each should have one. */
  doubled(isLive: (document: T) => boolean): readonly string[];
}

/** `name` is the table's, a word of ours; ids are `prefix` and a number. */
export function documents<T>(database: DatabaseSync, name: string, prefix: string): Documents<T> {
  database.exec(`CREATE TABLE IF NOT EXISTS ${name} (number INTEGER PRIMARY KEY, key TEXT, about TEXT, body TEXT);
    CREATE INDEX IF NOT EXISTS ${name}_key ON ${name} (key); CREATE INDEX IF NOT EXISTS ${name}_about ON ${name} (about);
    CREATE INDEX IF NOT EXISTS ${name}_state ON ${name} (json_extract(body, '$.state'))`);
  const next = database.prepare(`SELECT coalesce(max(number), 0) + 1 AS number FROM ${name}`);
  const insert = database.prepare(`INSERT INTO ${name} VALUES (?, ?, ?, ?)`);
  const one = database.prepare(`SELECT body FROM ${name} WHERE number = ?`);
  const keyed = database.prepare(`SELECT body FROM ${name} WHERE key = ? ORDER BY number LIMIT 1`);
  const on = database.prepare(`SELECT body FROM ${name} WHERE about = ? ORDER BY number`);
  const update = database.prepare(`UPDATE ${name} SET body = ? WHERE number = ?`);
  const count = database.prepare(`SELECT count(*) AS count FROM ${name}`);
  const newest = database.prepare(`SELECT body FROM ${name} ORDER BY number DESC LIMIT ?`);
  const inState = database.prepare(
    `SELECT body FROM ${name} WHERE json_extract(body, '$.state') = ? ORDER BY number LIMIT ?`,
  );
  const several = database.prepare(`SELECT about FROM ${name} GROUP BY about HAVING count(*) > 1`);
  // A body is what add() and put() wrote.
  const parse = (row: ReturnType<typeof one.get>) =>
    row === undefined ? undefined : (JSON.parse(textIn(row, "body")) as T);
  const all = (rows: ReturnType<typeof on.all>) => rows.map(parse).filter((document) => document !== undefined);
  const numberOf = (id: string) => Number(id.slice(prefix.length));
  const about = (text: string) => all(on.all(text));
  return {
    add(make, key, text) {
      const number = numberIn(next.get(), "number");
      const document = make(`${prefix}${String(number).padStart(6, "0")}`);
      insert.run(number, key, text, JSON.stringify(document));
      return document;
    },
    get: (id) => (id.startsWith(prefix) ? parse(one.get(numberOf(id) || 0)) : undefined),
    byKey: (key) => parse(keyed.get(key)),
    about,
    put: (id, document) => void update.run(JSON.stringify(document), numberOf(id)),
    count: () => numberIn(count.get(), "count"),
    newest: (limit) => all(newest.all(limit)),
    oldestIn: (state, limit) => all(inState.all(state, limit)),
    doubled: (isLive) =>
      several
        .all()
        .map((row) => textIn(row, "about"))
        .filter((text) => about(text).filter(isLive).length > 1),
  };
}
