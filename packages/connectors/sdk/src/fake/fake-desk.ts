import type { ServerResponse } from "node:http";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { answerMemory, type Handled } from "./answer-memory.ts";
import { send } from "./fake-http.ts";
import type { FakeReply, FakeRequest, FakeRoute } from "./fake-route.ts";
import type { Control } from "./misbehaviour.ts";
import type { ToldLedger } from "./told-ledger.ts";

/** Where a fake's calls are answered, well or as it was told to misbehave. */
export interface FakeDesk {
  answer(route: FakeRoute, request: FakeRequest, response: ServerResponse, how: Control): Promise<void>;
}

const refusedKey: Handled = { reply: { status: 401, body: { code: "wrong-api-key" } }, told: "refused" };

export function fakeDesk(database: DatabaseSync, ledger: ToldLedger, apiKey: string | undefined): FakeDesk {
  const remember = answerMemory(database);
  const inTransaction = transactions(database);

  /** State, kept answer and the line in the ledger in one transaction. */
  const act = (route: FakeRoute, request: FakeRequest): FakeReply =>
    inTransaction(() => {
      const allowed = apiKey === undefined || request.headers["x-api-key"] === apiKey;
      const { reply, told } = allowed ? remember(route, request) : refusedKey;
      if (route.aside !== true) ledger.record({ action: route.action, key: request.key, told, status: reply.status });
      return reply;
    });
  const fail = (route: FakeRoute, request: FakeRequest, status: number) =>
    ledger.record({ action: route.action, key: request.key, told: "failed", status });

  return {
    async answer(route, request, response, how) {
      switch (how.mode) {
        case "ok": {
          send(response, act(route, request));
          return;
        }
        case "slow":
          await delay(how.delayMs ?? 1000, undefined, { ref: false });
          {
            send(response, act(route, request));
            return;
          }
        case "hang":
          return void act(route, request);
        case "twice":
          act(route, request);
          return void response.destroy();
        case "garbage":
          fail(route, request, 200);
          return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Bad gateway</html>");
        case "fail":
          fail(route, request, how.status ?? 503);
          {
            send(response, failure(how));
            return;
          }
      }
    },
  };
}

function failure(how: Control): FakeReply {
  const headers = how.retryAfterSeconds === undefined ? {} : { "retry-after": String(how.retryAfterSeconds) };
  return { status: how.status ?? 503, body: { code: "told-to-fail" }, headers };
}

function transactions(database: DatabaseSync): <T>(run: () => T) => T {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  return (run) => {
    begin.run();
    try {
      const result = run();
      commit.run();
      return result;
    } catch (thrown) {
      rollback.run();
      throw thrown;
    }
  };
}
