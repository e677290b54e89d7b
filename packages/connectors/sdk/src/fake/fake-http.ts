import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { JsonValue } from "@orderloom/rule-dsl";
import type { FakeReply } from "./fake-route.ts";

const BODY_LIMIT = 1_048_576;
const HOST = "127.0.0.1";

/** The body of a request as JSON; null when it has none, undefined when it is not JSON. */
export async function readJson(incoming: IncomingMessage): Promise<JsonValue | undefined> {
  const text = await readBody(incoming);
  if (text === "") return null;
  try {
    // What JSON.parse returns is JSON by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a request came in as text");
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error(`a body is longer than ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function addressOf(incoming: IncomingMessage): URL {
  return new URL(incoming.url ?? "/", `http://${HOST}`);
}

export function ok(body: object): FakeReply {
  // Reports and controls are plain JSON.
  return { status: 200, body: body as JsonValue };
}

export function send(response: ServerResponse, reply: FakeReply): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
  response.end(JSON.stringify(reply.body));
}

/** Listens on loopback alone; resolves to the base URL, rejects when the port is taken. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("it has no port"));
      else resolve(`http://${HOST}:${address.port}`);
    });
  });
}

export function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
