import type { JsonObject } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { ParkedEvent } from "../../ports/parking-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type { ChannelKey } from "../../ports/store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { insertedOnce } from "./mongo-etagged.ts";
import { keyOf } from "./mongo-records.ts";
import { leaseNumbers } from "./mongo-series.ts";

/** Events whose order has not come yet. */
export function parkingPart(
  database: MongoDatabase,
  seal: Seal,
): Pick<HostStore, "park" | "parkedOf" | "unpark" | "parkedKeys"> {
  const { parked } = database.collections;
  const at = (organisation: string, event: Pick<ParkedEvent, "channel" | "channelOrderId" | "sourceId">) =>
    keyOf(organisation, JSON.stringify([event.channel, event.channelOrderId, event.sourceId]));
  return {
    park: ({ organisationId }, event, now) =>
      database.write(async () => {
        const { message, ...columns } = event;
        await parked.deleteMany({ organisation: organisationId, until: { $lte: now } });
        return insertedOnce(parked, {
          _id: at(organisationId, event),
          organisation: organisationId,
          ...columns,
          number: await leaseNumbers(database, organisationId, "parked", 1),
          message: seal.seal(organisationId, JSON.stringify(message)),
        });
      }),
    parkedOf: ({ organisationId }, { channel, channelOrderId }) =>
      database.read(async () => {
        const records = await parked
          .find({ organisation: organisationId, channel, channelOrderId }, { sort: { number: 1 } })
          .toArray();
        return records.map(({ sourceId, until, message }): ParkedEvent => {
          const opened = JSON.parse(seal.open(organisationId, message)) as JsonObject; // written above
          return { channel, channelOrderId, sourceId, until, message: opened };
        });
      }),
    unpark: ({ organisationId }, event) =>
      database.write(async () => {
        await parked.deleteOne({ _id: at(organisationId, event) });
      }),
    parkedKeys: ({ organisationId }) =>
      database.read(async () => {
        const keys = await parked
          .aggregate<{ readonly _id: ChannelKey }>([
            { $match: { organisation: organisationId } },
            { $group: { _id: { channel: "$channel", channelOrderId: "$channelOrderId" } } },
          ])
          .toArray();
        return keys.map(({ _id }) => _id);
      }),
  };
}
