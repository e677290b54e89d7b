import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DatabaseSync } from "node:sqlite";
import type { JsonValue } from "@orderloom/rule-dsl";
import { fakeDesk } from "./fake-desk.ts";
import { addressOf, close, listen, ok, readJson, send } from "./fake-http.ts";
import { type FakeReply, type FakeRoute, findRoute } from "./fake-route.ts";
import { type Control, type Controls, controls, parseControl } from "./misbehaviour.ts";
import { type ToldLedger, type ToldQuery, type ToldReport, toldLedger } from "./told-ledger.ts";

export interface FakeOptions {
  /** The SQLite file of its state; in memory when absent. It survives a SIGKILL at any moment. */
  readonly file?: string;
  /** A free one when absent or 0. */
  readonly port?: number;
  /** The key a caller must send as `x-api-key`; none is asked for when absent. */
  readonly apiKey?: string;
  /** UTC milliseconds. */
  readonly now?: () => number;
}

/**
 * A program of ours that plays an outside system on loopback. Beside its protocol it answers
 * `GET /told?action=&key=&limit=` (what it was told, counted by action and idempotency key) and
 * `POST /control {action, mode, times?, delayMs?, status?, retryAfterSeconds?}` (how it is to misbehave).
 */
export interface FakeSystem {
  readonly url: string;
  told(query?: ToldQuery): ToldReport;
  control(control: Control): void;
  stop(): Promise<void>;
}

/** Lays the tables a fake keeps and gives the calls it understands. */
export type FakeProgram = (database: DatabaseSync) => readonly FakeRoute[];

export async function startFake(program: FakeProgram, options: FakeOptions = {}): Promise<FakeSystem> {
  const database = openDatabase(options.file);
  const routes = program(database);
  const ledger = toldLedger(database, options.now ?? Date.now);
  const desk = fakeDesk(database, ledger, options.apiKey);
  const control = controls();

  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const url = addressOf(incoming);
    const method = incoming.method ?? "GET";
    const body = await readJson(incoming);
    if (body === undefined) {
      send(response, { status: 400, body: { code: "not-json" } });
      return;
    }
    const extra = extraCall({ method, url, body, ledger, control });
    if (extra !== undefined) {
      send(response, extra);
      return;
    }
    const match = findRoute(routes, method, url.pathname);
    if (match === undefined) {
      send(response, { status: 404, body: { code: "no-such-call" } });
      return;
    }
    const { route, params } = match;
    const { headers } = incoming;
    const request = { path: url.pathname, params, query: url.searchParams, headers, body, key: keyOf(incoming) };
    const how = route.aside === true ? undefined : control.take(route.action);
    return desk.answer(route, request, response, how ?? { action: route.action, mode: "ok" });
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((thrown: unknown) =>
      send(response, { status: 500, body: { code: "broke", detail: String(thrown) } }),
    );
  });
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    told: (query = {}) => ledger.report(query),
    control: (how) => control.set(how),
    stop: async () => {
      await close(server);
      if (database.isOpen) database.close();
    },
  };
}

function openDatabase(file: string | undefined): DatabaseSync {
  const database = new DatabaseSync(file ?? ":memory:");
  // Without syncing, a killed process still loses nothing that was answered; only a power cut could, which nobody plays.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000");
  return database;
}

interface ExtraCall {
  readonly method: string;
  readonly url: URL;
  readonly body: JsonValue;
  readonly ledger: ToldLedger;
  readonly control: Controls;
}

function extraCall({ method, url, body, ledger, control }: ExtraCall): FakeReply | undefined {
  if (url.pathname === "/told" && method === "GET") return ok(ledger.report(toldQuery(url.searchParams)));
  if (url.pathname === "/control" && method === "GET") return ok(control.list());
  if (url.pathname !== "/control" || method !== "POST") return undefined;
  const parsed = parseControl(body);
  if (typeof parsed === "string") return { status: 400, body: { code: "bad-control", detail: parsed } };
  control.set(parsed);
  return ok(control.list());
}

function keyOf(incoming: IncomingMessage): string {
  const header = incoming.headers["idempotency-key"];
  return typeof header === "string" ? header : "";
}

function toldQuery(query: URLSearchParams): ToldQuery {
  return { action: query.get("action") ?? "", key: query.get("key") ?? "", limit: Number(query.get("limit") ?? 1000) };
}
