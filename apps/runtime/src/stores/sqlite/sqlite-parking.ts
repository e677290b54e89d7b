import type { JsonObject } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { ParkedEvent } from "../../ports/parking-store.ts";
import type { Seal } from "../../ports/seal.ts";
import { integerOf, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Events whose order has not come yet. */
export function parkingPart(
  database: SqliteDatabase,
  seal: Seal,
): Pick<HostStore, "park" | "parkedOf" | "unpark" | "parkedKeys"> {
  return {
    park: ({ organisationId }, { channel, channelOrderId, sourceId, until, message }, now) =>
      database.write(() => {
        database.statement("DELETE FROM parked WHERE organisation = ? AND until <= ?").run(organisationId, now);
        const { changes } = database
          .statement(
            "INSERT INTO parked (organisation, channel, channel_order_id, source_id, until, message) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          )
          .run(
            organisationId,
            channel,
            channelOrderId,
            sourceId,
            until,
            seal.seal(organisationId, JSON.stringify(message)),
          );
        return Number(changes) === 1;
      }),
    parkedOf: ({ organisationId }, { channel, channelOrderId }) =>
      database.read(() =>
        database
          .statement(
            "SELECT * FROM parked WHERE organisation = ? AND channel = ? AND channel_order_id = ? ORDER BY number",
          )
          .all(organisationId, channel, channelOrderId)
          .map((row): ParkedEvent => ({
            channel,
            channelOrderId,
            sourceId: textOf(row, "source_id"),
            until: integerOf(row, "until"),
            message: JSON.parse(seal.open(organisationId, sealedOf(row, "message"))) as JsonObject, // written above
          })),
      ),
    unpark: ({ organisationId }, { channel, channelOrderId, sourceId }) =>
      database.write(() => {
        database
          .statement(
            "DELETE FROM parked WHERE organisation = ? AND channel = ? AND channel_order_id = ? AND source_id = ?",
          )
          .run(organisationId, channel, channelOrderId, sourceId);
      }),
    parkedKeys: ({ organisationId }) =>
      database.read(() =>
        database
          .statement("SELECT DISTINCT channel, channel_order_id FROM parked WHERE organisation = ?")
          .all(organisationId)
          .map((row) => ({ channel: textOf(row, "channel"), channelOrderId: textOf(row, "channel_order_id") })),
      ),
  };
}
