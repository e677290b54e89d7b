import type { MongoCollections } from "./mongo-collections.ts";

/** Changes what is written; it may be begun again after a death in the middle of it. */
export type Migration = (collections: MongoCollections) => Promise<void>;

/** Step n brings a database to format n + 1. Steps are only ever added. Collections and indexes need none: they are made as declared. */
export const migrations: readonly Migration[] = [];
