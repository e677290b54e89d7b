import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppInfo, OrderRow, MetricRow } from "@orderloom/api-contract";
import { fakeDetail, fakeTimeline, fakeWorkflow } from "./fake-detail.ts";
import { channels, countsOf, fakeOrder, stages } from "./fake-orders.ts";

/** A runtime of straw on loopback: it speaks the contract's shapes about generated orders, and moves them when told to. */
export interface FakeRuntime {
  readonly url: string;
  /** Newest first. */
  readonly rows: OrderRow[];
  readonly posted: { readonly path: string; readonly body: unknown; readonly person: string | undefined }[];
  /** What is kept under a path and saved as a whole, such as `/v1/promises`; a save raises its mark. */
  readonly settings: Map<string, { readonly body: unknown; readonly mark: number }>;
  /** What other paths answer a GET with, or a POST under `POST <path>`. */
  readonly answers: Map<string, object>;
  /** Changes or adds a row and tells the boards. */
  push(row: OrderRow): void;
  close(): Promise<void>;
}

export interface FakeOptions {
  readonly orders: number;
  readonly demo?: AppInfo["demo"];
  readonly port?: number;
}

const people = [
  { id: "chen", name: "陈主管", groups: ["supervisor"] },
  { id: "wu", name: "吴经理", groups: ["operations-manager", "finance"] },
];

export async function startFakeRuntime({
  orders,
  demo = { state: "on" },
  port = 0,
}: FakeOptions): Promise<FakeRuntime> {
  const now = Date.now();
  const rows = Array.from({ length: orders }, (_, index) => fakeOrder(index, now));
  const posted: { path: string; body: unknown; person: string | undefined }[] = [];
  const settings: FakeRuntime["settings"] = new Map();
  const answers: FakeRuntime["answers"] = new Map();
  const boards = new Set<ServerResponse>();
  const state = { demo };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", "http://fake");
    if (url.pathname === "/v1/board" || url.pathname === "/v1/events") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`event: hello\ndata: {}\n\n`);
      if (url.pathname === "/v1/board") boards.add(response);
      request.on("close", () => boards.delete(response));
      return;
    }
    if (request.method === "POST") {
      void bodyOf(request).then((body) => {
        posted.push({
          path: decodeURIComponent(url.pathname),
          body,
          person: request.headers["x-orderloom-person"]?.toString(),
        });
        if (url.pathname === "/v1/demo/load") state.demo = { state: "loading", loaded: 3120, total: 12_480 };
        send(
          response,
          url.pathname.endsWith("/remedy") ? 409 : 200,
          answers.get(`POST ${url.pathname}`) ?? answerToPost(url.pathname),
        );
      });
      return;
    }
    const setting = settings.get(url.pathname);
    if (setting !== undefined) {
      void answerSetting(request, response, setting, (body) =>
        settings.set(url.pathname, { body, mark: setting.mark + 1 }),
      );
      return;
    }
    const found = answers.get(`${url.pathname}${url.search}`) ?? answerToGet(url, rows, state.demo);
    send(response, found === undefined ? 404 : 200, found ?? {});
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${taken}`,
    rows,
    posted,
    settings,
    answers,
    push: (row) => {
      const index = rows.findIndex(({ id }) => id === row.id);
      if (index < 0) rows.unshift(row);
      else rows[index] = row;
      const frame = { rows: [row], counts: countsOf(rows, Date.now()), asOf: Date.now() };
      for (const board of boards) board.write(`event: rows\ndata: ${JSON.stringify(frame)}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A save that does not name the mark in force is refused, as the runtime does. */
async function answerSetting(
  request: IncomingMessage,
  response: ServerResponse,
  { body, mark }: { readonly body: unknown; readonly mark: number },
  keep: (body: unknown) => void,
): Promise<void> {
  if (request.method === "PUT" && request.headers["if-match"] !== `"${String(mark)}"`) {
    send(response, 412, {});
    return;
  }
  const next = request.method === "PUT" ? { body: await bodyOf(request), mark: mark + 1 } : { body, mark };
  if (next.mark !== mark) keep(next.body);
  response.setHeader("etag", `"${String(next.mark)}"`);
  send(response, 200, next.body as object); // settings are objects
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Remedies are refused, so that a refusal can be seen. */
function answerToPost(path: string): object {
  return path.endsWith("/remedy")
    ? {
        code: "incident-not-found",
        status: 409,
        title: "",
        detail: "",
        type: "",
        message: { "zh-CN": "这里没有等人处理的异常。", en: "There is no open incident here." },
        errors: [],
      }
    : { state: "decided" };
}

function answerToGet(url: URL, rows: readonly OrderRow[], demo: AppInfo["demo"]): object | undefined {
  const [, , resource, id, part] = url.pathname.split("/").map(decodeURIComponent);
  if (resource === "app") return appInfo(demo);
  if (resource === "stages") return { stages };
  if (resource === "metrics") return { items: fakeMetrics() };
  if (resource === "definitions" && url.searchParams.get("kind") === "metric") return { items: [] };
  if (resource === "definitions") return url.pathname.endsWith("/layout") ? undefined : { definition: fakeWorkflow };
  if (resource !== "orders") return undefined;
  if (id === "counts") return countsOf(rows, Date.now());
  if (id === undefined) return pageOf(url.searchParams, rows);
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) return undefined;
  return part === "timeline" ? fakeTimeline(row) : fakeDetail(row);
}

/** A channel in its rush, and one as ever. */
function fakeMetrics(): readonly MetricRow[] {
  const asOf = Date.now();
  const key = (name: string, value: number, growth: number, state: "normal" | "held") => ({
    ...{ key: name, value, growth, state, baseline: 40 },
    ...(state === "held" && { since: asOf - 600_000 }),
    series: Array.from({ length: 60 }, (_, minute) => Math.round((value * minute) / 1770)),
  });
  return [
    {
      ...{ id: "channelOrdersGrowth", version: 1, event: "order.received", aggregate: "count" },
      name: { "zh-CN": "渠道小时增幅", en: "Hourly growth by channel" },
      windowMs: 3_600_000,
      slotMs: 60_000,
      against: { baseline: "same-hour", days: 7, atLeast: 50 },
      lines: { hold: { above: 500, forMs: 0 }, release: { below: 300, forMs: 600_000 } },
      filling: false,
      asOf,
      keys: [key("douyin", 241, 502.5, "held"), key("tmall", 38, -5, "normal")],
      keyCount: 2,
    },
  ];
}

function appInfo(demo: AppInfo["demo"]): AppInfo {
  return {
    name: "OrderLoom 织单",
    version: "0.1.0",
    organisationId: "main",
    timeZone: "Asia/Shanghai",
    baseCurrency: "CNY",
    language: "zh-CN",
    channels,
    groups: [{ id: "supervisor", name: { "zh-CN": "主管", en: "Supervisors" } }],
    people,
    me: people[0] ?? { id: "me", name: "me", groups: [] },
    demo,
  };
}

function pageOf(query: URLSearchParams, rows: readonly OrderRow[]): object {
  const limit = Number(query.get("limit") ?? 50);
  const wanted = rows.filter(
    (row) =>
      (query.get("status") ?? row.status) === row.status &&
      (query.get("channel") ?? row.channel) === row.channel &&
      (query.get("stage") ?? row.stage) === row.stage &&
      (query.get("stuck") !== "true" || row.stuck) &&
      (query.get("q") === null || row.channelOrderId.includes(query.get("q") ?? "")),
  );
  const start = Number(query.get("cursor") ?? 0);
  const next = start + limit;
  return { items: wanted.slice(start, next), ...(next < wanted.length ? { nextCursor: String(next) } : {}) };
}
