import { createServer, connect, type Server, type Socket } from "node:net";
import mongoose from "mongoose";

const HEADER = 16;
const OP_MSG = 2013;
const BODY = 0;

/** A command as it went over the line: the body, and the documents that were sent beside it. */
export type SentCommand = Readonly<Record<string, unknown>>;

/** The way to a server, which a test can cut and mend, and whose messages it can read. */
export interface MongoLine {
  readonly uri: string;
  /** Everything that was asked so far. */
  readonly sent: readonly SentCommand[];
  cut(): void;
  mend(): void;
  /** Cuts after so many more messages have gone out, before their answers come back; mends `mendAfterMs` later. */
  cutAfter(messages: number, mendAfterMs: number): void;
  stop(): Promise<void>;
}

export async function startMongoLine(server: string): Promise<MongoLine> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const sent: SentCommand[] = [];
  let isCut = false;
  let left = Number.POSITIVE_INFINITY;
  let mendAfterMs = 0;
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const mend = (): void => {
    isCut = false;
  };
  const door = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.on("data", (chunk) => {
      if (!isCut) near.write(chunk);
    });
    onMessages(near, (message) => {
      far.write(message);
      const command = commandOf(message);
      if (command === undefined || "isMaster" in command || "ping" in command || "endSessions" in command) return;
      sent.push(command);
      left -= 1;
      if (left !== 0) return;
      cut();
      setTimeout(mend, mendAfterMs);
    });
  });
  return {
    uri: `mongodb://127.0.0.1:${String(await listening(door))}`,
    sent,
    cut,
    mend,
    cutAfter: (messages, after) => {
      left = messages;
      mendAfterMs = after;
    },
    stop: () => {
      cut();
      return new Promise((done) => door.close(() => done()));
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

/** Each message begins with its length. */
function onMessages(socket: Socket, tell: (message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      tell(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  });
}

/** The body of an OP_MSG with its document sequences in it (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/). */
function commandOf(message: Buffer): SentCommand | undefined {
  if (message.readInt32LE(12) !== OP_MSG) return undefined;
  let command: Record<string, unknown> = {};
  for (let at = HEADER + 4; at < message.length;) {
    const kind = message[at];
    const length = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + length);
    if (kind === BODY) command = { ...command, ...mongoose.mongo.BSON.deserialize(section) };
    else {
      const end = section.indexOf(0, 4);
      command[section.toString("utf8", 4, end)] = documentsOf(section.subarray(end + 1));
    }
    at += 1 + length;
  }
  return command;
}

function documentsOf(bytes: Buffer): unknown[] {
  const documents: unknown[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at))
    documents.push(mongoose.mongo.BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at))));
  return documents;
}
