import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";
import { NewerDataError } from "../../ports/store-errors.ts";
import { type MongoCollections, collectionsOf, createIndexes } from "./mongo-collections.ts";
import { asConnectError, asStoreError, isUnavailable } from "./mongo-errors.ts";
import { migrations } from "./mongo-migrations.ts";
import { MongoOwner } from "./mongo-owner.ts";

/** How long a request waits for a server before it is told that there is none. */
const SERVER_WITHIN_MS = 5000;
/** Between two tries of something that was begun. */
const AGAIN_AFTER_MS = 250;
/** What fails so often although the server came back is not the server's fault. */
const MOST_RETURNS = 20;
const DEFAULT_DATABASE = "orderloom";

/** One open database, its owner, and how work gets to it. */
export interface MongoDatabase {
  readonly collections: MongoCollections;
  readonly owner: MongoOwner;
  /** Runs a read. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** Runs a write of its own, if this process is still the owner. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** One after the other: what has a place in the history, and what must not cross with it. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Work that was begun and may be done twice: it is tried until the server has answered for it. */
  toTheEnd<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openMongoDatabase(uri: string, place: string, leaseMs: number): Promise<MongoDatabase> {
  const connection = await connectMongo(uri);
  try {
    const collections = collectionsOf(connection);
    await checkFormat(collections);
    const owner = await MongoOwner.take(collections, place, leaseMs);
    await migrate(collections);
    await createIndexes(connection);
    return ownedDatabase(connection, collections, owner);
  } catch (thrown) {
    await connection.close(true);
    throw asStoreError(thrown);
  }
}

/** The first connection; StoreUnavailableError when it cannot be made. */
export async function connectMongo(uri: string): Promise<mongoose.Connection> {
  const hasDatabase = /^[^/]+\/\/[^/]+\/[^?]/.test(uri);
  try {
    return await mongoose
      .createConnection(uri, {
        ...(!hasDatabase && { dbName: DEFAULT_DATABASE }),
        appName: "orderloom",
        autoCreate: false,
        autoIndex: false,
        ignoreUndefined: true,
        promoteBuffers: true,
        ...(!uri.includes("serverSelectionTimeoutMS") && { serverSelectionTimeoutMS: SERVER_WITHIN_MS }),
        connectTimeoutMS: SERVER_WITHIN_MS,
        // On the disks of most members before it is answered (H7).
        writeConcern: { w: "majority", journal: true },
      })
      .asPromise();
  } catch (thrown) {
    throw asConnectError(thrown);
  }
}

const newest = 1 + migrations.length;

async function checkFormat({ format }: MongoCollections): Promise<void> {
  const known = await format.findOne({ _id: "format" });
  if (known && known.version > newest) throw new NewerDataError(known.version, newest);
}

/** Runs each step that this database has not seen; a step may be begun twice. */
async function migrate(collections: MongoCollections): Promise<void> {
  const { format } = collections;
  const known = await format.findOne({ _id: "format" });
  const from = known?.version ?? newest;
  for (const [index, step] of migrations.slice(from - 1).entries()) {
    await step(collections);
    await format.updateOne({ _id: "format" }, { $set: { version: from + index + 1 } });
  }
  if (!known) await format.updateOne({ _id: "format" }, { $set: { version: newest } }, { upsert: true });
}

function ownedDatabase(
  connection: mongoose.Connection,
  collections: MongoCollections,
  owner: MongoOwner,
): MongoDatabase {
  let tail: Promise<unknown> = Promise.resolve();
  let open = true;
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw asStoreError(thrown);
    }
  };
  const write = <T>(work: () => Promise<T>): Promise<T> =>
    read(async () => {
      await owner.ensure();
      return work();
    });
  return {
    collections,
    owner,
    read,
    write,
    inTurn: (work) => {
      const turn = tail.then(() => write(work));
      tail = turn.catch(() => undefined);
      return turn;
    },
    toTheEnd: async (work) => {
      for (let returns = 0; ; returns += 1) {
        try {
          return await work();
        } catch (thrown) {
          if (!open || returns >= MOST_RETURNS || !isUnavailable(thrown)) throw thrown;
          await backAgain(owner, () => open);
        }
      }
    },
    close: async () => {
      open = false;
      await owner.release().catch(() => undefined);
      owner.abandon();
      await connection.close(true);
    },
  };
}

/** Waits until the server answers this owner again. */
async function backAgain(owner: MongoOwner, isOpen: () => boolean): Promise<void> {
  for (;;) {
    await delay(AGAIN_AFTER_MS);
    try {
      await owner.renew();
      return;
    } catch (thrown) {
      if (!isOpen() || !isUnavailable(thrown)) throw thrown;
    }
  }
}
