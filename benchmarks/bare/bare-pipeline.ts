import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { Ajv2020 } from "ajv/dist/2020.js";
import { OrderInput } from "@orderloom/rule-dsl";

/*
 * The least a durable intake can be: node:http, Ajv, JSON, SQLite with synchronous=FULL and group commit, no product. What we
 * measure is a ratio to this, in the same run on the same machine.
 */

const [file = ":memory:"] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec(
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE orders (id INTEGER PRIMARY KEY, channel TEXT, channel_order_id TEXT, body TEXT, UNIQUE (channel, channel_order_id)) STRICT",
);
const insert = database.prepare("INSERT INTO orders (channel, channel_order_id, body) VALUES (?, ?, ?)");
const check = new Ajv2020({ strict: false }).compile<OrderInput>(OrderInput);

interface Waiting {
  readonly order: OrderInput;
  readonly text: string;
  readonly done: (status: number) => void;
}
let waiting: Waiting[] = [];
let scheduled = false;

function commit(): void {
  scheduled = false;
  const batch = waiting;
  waiting = [];
  database.exec("BEGIN IMMEDIATE");
  for (const { order, text } of batch) insert.run(order.channel, order.channelOrderId, text);
  database.exec("COMMIT");
  for (const { done } of batch) done(202);
}

function accept(text: string, done: (status: number) => void): void {
  const order: unknown = JSON.parse(text);
  if (!check(order)) {
    done(422);
    return;
  }
  waiting.push({ order, text, done });
  if (scheduled) return;
  scheduled = true;
  setImmediate(commit);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const texts = Buffer.concat(chunks)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    let open = texts.length;
    for (const text of texts)
      accept(text, (status) => {
        open -= 1;
        if (open > 0) return;
        response.writeHead(status, { "content-type": "application/json" });
        response.end('{"ok":true}');
      });
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}` })}\n`,
  );
});
