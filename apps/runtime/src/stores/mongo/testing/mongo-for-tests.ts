import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { type SentCommand, startMongoLine } from "./mongo-line.ts";
import { type MongoTestServer, startMongoTestServer } from "./mongo-test-server.ts";

/** Where a file of tests keeps its databases: the server of `MONGODB_URI`, or a stand-in of its own. */
export interface MongoForTests {
  /** A database that nobody else uses. */
  database(): MongoTestDatabase;
  /** What was asked so far, where the server is the stand-in. */
  readonly sent: readonly SentCommand[];
  stop(): Promise<void>;
}

export interface MongoTestDatabase {
  readonly uri: string;
  remove(): Promise<void>;
}

/** Undefined where there is neither a server nor Java and Maven to make one: tests are then counted as skipped. */
export async function mongoForTests(): Promise<MongoForTests | undefined> {
  const given = process.env["MONGODB_URI"];
  if (given !== undefined) return { database: () => databaseAt(given), sent: [], stop: () => Promise.resolve() };
  const server = await mongoStandIn();
  if (!server) return undefined;
  const line = await startMongoLine(server.uri);
  const stop = async (): Promise<void> => {
    await line.stop();
    await server.stop();
  };
  return { database: () => databaseAt(line.uri), sent: line.sent, stop };
}

/** For tests that need one of their own, to break it off. */
export async function mongoStandIn(): Promise<MongoTestServer | undefined> {
  try {
    return await startMongoTestServer();
  } catch (thrown) {
    process.stderr.write(`No MongoDB tests, for the test server does not start: ${String(thrown)}\n`);
    return undefined;
  }
}

function databaseAt(server: string): MongoTestDatabase {
  const uri = withDatabase(server, `orderloom-${randomUUID().slice(0, 8)}`);
  return {
    uri,
    remove: async () => {
      const connection = await mongoose.createConnection(uri, { autoIndex: false }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** The same server and options, another database. */
function withDatabase(uri: string, name: string): string {
  const [, server = uri, options = ""] = /^([^/]+\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${server}/${name}${options}`;
}
