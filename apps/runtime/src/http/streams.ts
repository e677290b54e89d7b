import type { Express, Request, Response } from "express";
import type { Language } from "@orderloom/rule-dsl";
import type { HostQueries, StreamedEvent } from "../host/queries.ts";
import { rowOf } from "./present/order-row.ts";
import { TaskChanges } from "./present/task-changes.ts";
import type { Wording } from "./present/wording.ts";
import { languageOf, sendProblem } from "./problem.ts";

const HEARTBEAT_MS = 15_000;
/** At most ten frames a second for boards (S30). */
const FRAME_MS = 100;
const CATCH_UP = 500;
const ROWS_A_FRAME = 200;

/** `/v1/events`: every event, at least once, resumed by Last-Event-ID. `/v1/board`: changed rows, coalesced. */
export function streamRoutes(app: Express, queries: HostQueries, wording: Wording, language: Language): void {
  app.get("/v1/events", (request, response) => eventStream(request, response, queries, language));
  app.get("/v1/board", (request, response) => {
    boardStream(request, response, queries, wording);
  });
}

function open(response: Response): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write("retry: 2000\n\n");
}

function heartbeat(request: Request, response: Response, stop: () => void): void {
  const timer = setInterval(() => response.write(": beat\n\n"), HEARTBEAT_MS);
  request.on("close", () => {
    clearInterval(timer);
    stop();
  });
}

async function eventStream(
  request: Request,
  response: Response,
  queries: HostQueries,
  language: Language,
): Promise<void> {
  const asked = request.query["after"];
  const after = request.headers["last-event-id"] ?? (typeof asked === "string" ? asked : undefined);
  const orderId = typeof request.query["order"] === "string" ? request.query["order"] : undefined;
  const first = after === undefined ? [] : await queries.eventsAfter(String(after), CATCH_UP);
  if ("kind" in first) {
    sendProblem(
      response,
      { status: 400, code: "bad-cursor" },
      languageOf(request.headers["accept-language"], language),
      request.originalUrl,
    );
    return;
  }
  open(response);
  const held: StreamedEvent[] = [];
  let catchingUp = after !== undefined;
  let last = after === undefined ? undefined : String(after);
  const write = (entries: readonly StreamedEvent[]): void => {
    for (const { cursor, event } of entries) {
      last = cursor;
      if (orderId === undefined || event.orderId === orderId)
        response.write(`id: ${cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
  };
  const stop = queries.subscribe((entries) => {
    if (catchingUp) held.push(...entries);
    else write(entries);
  });
  heartbeat(request, response, stop);
  while (catchingUp) {
    const more = await queries.eventsAfter(last, CATCH_UP);
    if ("kind" in more || more.length === 0) catchingUp = false;
    else write(more);
  }
  // What came live while catching up may have been read from the store as well: at least once, in order.
  write(held);
}

function boardStream(request: Request, response: Response, queries: HostQueries, wording: Wording): void {
  open(response);
  response.write(`event: hello\ndata: ${JSON.stringify({ asOf: Date.now() })}\n\n`);
  const changed = new Set<string>();
  const tasks = new TaskChanges();
  let timer: NodeJS.Timeout | undefined;
  let countsAt = 0;
  const frame = async (): Promise<void> => {
    const ids = [...changed].slice(0, ROWS_A_FRAME);
    for (const id of ids) changed.delete(id);
    const records = await Promise.all(ids.map((id) => queries.row(id)));
    const rows = records.filter((record) => record !== undefined).map((record) => rowOf(record, wording));
    const now = Date.now();
    const counts = now - countsAt >= 1000 ? { counts: await queries.counts() } : {};
    if ("counts" in counts) countsAt = now;
    const told = { rows, ...counts, ...tasks.take(), asOf: now };
    response.write(`event: rows\ndata: ${JSON.stringify(told)}\n\n`);
    timer = changed.size > 0 ? setTimeout(run, FRAME_MS) : undefined;
  };
  const run = (): void => {
    frame().catch(() => {
      response.destroy();
    });
  };
  const stop = queries.subscribeRows((ids) => {
    for (const id of ids) changed.add(id);
    timer ??= setTimeout(run, FRAME_MS);
  });
  const stopTasks = queries.subscribe((entries) => {
    if (tasks.note(entries)) timer ??= setTimeout(run, FRAME_MS);
  });
  heartbeat(request, response, () => {
    stop();
    stopTasks();
    clearTimeout(timer);
  });
}
