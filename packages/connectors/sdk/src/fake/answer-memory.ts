import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { FakeReply, FakeRequest, FakeRoute } from "./fake-route.ts";
import { numberIn, textIn } from "./rows.ts";
import type { Told } from "./told-ledger.ts";

export interface Handled {
  readonly reply: FakeReply;
  readonly told: Told;
}

const TABLE = `CREATE TABLE IF NOT EXISTS answers (
  action TEXT, key TEXT, digest TEXT, status INTEGER, body TEXT, PRIMARY KEY (action, key)) WITHOUT ROWID`;

/**
 * Acts once per idempotency key: state, ledger and answer are committed together, and the same key is given the same answer.
 * Only what was done is kept: a refusal (no stock) may turn out otherwise when the same call comes again.
 */
export function answerMemory(database: DatabaseSync): (route: FakeRoute, request: FakeRequest) => Handled {
  database.exec(TABLE);
  const find = database.prepare("SELECT digest, status, body FROM answers WHERE action = ? AND key = ?");
  const keep = database.prepare("INSERT INTO answers VALUES (?, ?, ?, ?, ?)");
  return (route, request) => {
    if (!route.writes || request.key === "") return handledOf(route.handle(request));
    const digest = digestOf(request);
    const kept = find.get(route.action, request.key);
    if (kept === undefined) {
      const handled = handledOf(route.handle(request));
      const { status, body } = handled.reply;
      if (handled.told === "acted") keep.run(route.action, request.key, digest, status, JSON.stringify(body));
      return handled;
    }
    if (textIn(kept, "digest") !== digest) return handledOf({ status: 422, body: { code: "idempotency-key-reused" } });
    // It was written by JSON.stringify above.
    const body = JSON.parse(textIn(kept, "body")) as FakeReply["body"];
    return {
      reply: { status: numberIn(kept, "status"), body, headers: { "idempotent-replayed": "true" } },
      told: "repeated",
    };
  };
}

function handledOf(reply: FakeReply): Handled {
  return { reply, told: reply.status < 400 ? "acted" : "refused" };
}

function digestOf(request: FakeRequest): string {
  return createHash("sha256")
    .update(`${request.path}\n${JSON.stringify(request.body)}`)
    .digest("hex");
}
