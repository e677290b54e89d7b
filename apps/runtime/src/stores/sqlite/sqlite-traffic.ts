import type { HostStore } from "../../ports/host-store.ts";
import type { OpenNode } from "../../ports/store.ts";
import type { Passage, TrafficCount } from "../../ports/traffic-store.ts";
import { integerOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

const KEY = "organisation = ? AND workflow = ? AND day = ? AND node = ? AND port = ?";

/** Counters of how orders walk, and where they stand now. */
export function trafficPart(
  database: SqliteDatabase,
): Pick<HostStore, "addTraffic" | "traffic" | "trafficMark" | "countLive" | "openNodes"> {
  return {
    addTraffic: ({ organisationId }, counts, mark, keep) =>
      database.write(() => {
        for (const count of counts) add(database, organisationId, count, keep);
        database
          .statement(
            "INSERT INTO traffic_marks (organisation, cursor) VALUES (?, ?) ON CONFLICT (organisation) DO UPDATE SET cursor = excluded.cursor",
          )
          .run(organisationId, mark);
      }),
    traffic: ({ organisationId }, workflow, fromDay) =>
      database.read(() =>
        database
          .statement(
            "SELECT * FROM traffic WHERE organisation = ? AND workflow = ? AND day >= ? ORDER BY day, node, port",
          )
          .all(organisationId, workflow, fromDay)
          .map((row) => ({
            workflow,
            day: textOf(row, "day"),
            node: textOf(row, "node"),
            port: textOf(row, "port"),
            amount: integerOf(row, "amount"),
            recent: passages(textOf(row, "recent")),
          })),
      ),
    trafficMark: ({ organisationId }) =>
      database.read(() => {
        const row = database.statement("SELECT cursor FROM traffic_marks WHERE organisation = ?").get(organisationId);
        return row ? integerOf(row, "cursor") : 0;
      }),
    countLive: ({ organisationId }, workflow) =>
      database.read(() => {
        const row = database
          .statement("SELECT count(*) AS amount FROM instances WHERE organisation = ? AND workflow = ? AND live = 1")
          .get(organisationId, workflow);
        return row ? integerOf(row, "amount") : 0;
      }),
    openNodes: ({ organisationId }, workflow) =>
      database.read(() =>
        database
          .statement(
            "SELECT open FROM instances WHERE organisation = ? AND workflow = ? AND open IS NOT NULL AND live = 1",
          )
          .all(organisationId, workflow)
          .flatMap((row) => standing(textOf(row, "open"))),
      ),
  };
}

function add(
  database: SqliteDatabase,
  organisation: string,
  { workflow, day, node, port, amount, recent }: TrafficCount,
  keep: number,
): void {
  const key = [organisation, workflow, day, node, port];
  const row = database.statement(`SELECT amount, recent FROM traffic WHERE ${KEY}`).get(...key);
  const known = row ? passages(textOf(row, "recent")) : [];
  const kept = [...known, ...recent].slice(-keep).map(({ orderId, at }) => [orderId, at]);
  database
    .statement(
      "INSERT OR REPLACE INTO traffic (organisation, workflow, day, node, port, amount, recent) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .run(...key, amount + (row ? integerOf(row, "amount") : 0), JSON.stringify(kept));
}

/** Both texts are written here and in `SqliteAggregates`, never by anybody else. */
function passages(text: string): Passage[] {
  return (JSON.parse(text) as [string, number][]).map(([orderId, at]) => ({ orderId, at }));
}
function standing(text: string): OpenNode[] {
  return (JSON.parse(text) as [string, number][]).map(([node, since]) => ({ node, since }));
}
