import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { AcceptedOrder, AppInfo, OrderDetail, TaskList } from "@orderloom/api-contract";
import { builtinConnectors, createFinance, createWms } from "@orderloom/connectors-builtin";
import {
  type CasesDocument,
  channels,
  type JsonObject,
  type LayoutDocument,
  readDefinition,
  type TemplateDefinition,
} from "@orderloom/rule-dsl";
import { ConnectorAccessBook } from "../../connectors/connector-access.ts";
import { sdkConnectorRunner } from "../../connectors/sdk-connector-runner.ts";
import { createHost } from "../../host/host.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LogFields, Logger } from "../../ports/logger.ts";
import { prometheusMetrics, systemClock } from "../../start/adapters.ts";
import { openSqliteStore } from "../../stores/sqlite/sqlite-store.ts";
import { importTemplate, type TemplatePackage } from "../../templates/template-importer.ts";
import { authenticateDemo, demoGroups, demoPeople } from "../authenticate.ts";
import { Idempotency } from "../idempotency.ts";
import { createHttpServer } from "../server.ts";

export interface Answer<T = JsonObject> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** The whole HTTP side on loopback: a real store file, real connectors, and the systems they talk to. */
export interface TestServer {
  readonly url: string;
  readonly wms: string;
  readonly finance: string;
  /** Every line that was logged, as JSON. */
  readonly logged: () => string;
  call<T = JsonObject>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>>;
  as(person: string): TestServer["call"];
  /** Sends an order and waits until it rests. */
  settle(order: object): Promise<OrderDetail>;
  /** Waits until nothing moves any more. */
  rest(): Promise<void>;
  openTask(orderId: string): Promise<string>;
  /** Answers 503 to whatever changes something, as while stopping. */
  close(): void;
  stop(): Promise<void>;
}

const scope = { organisationId: "main" };
const settings = { organisationId: "main", timeZone: "Asia/Shanghai", baseCurrency: "CNY" };
const plenty = { "CL-100": 100_000, "CL-100-REFILL": 1000, "SR-20": 100_000, "GF-9": 1000 };
const credit = { "b2b-1003": { limit: 200_000, used: 10_000 }, "b2b-1004": { limit: 1000, used: 999 } };

/** What a test may set about its server. */
interface ServerSettings {
  readonly ordersInside?: number;
  /** One that the test moves. */
  readonly clock?: Clock;
}

/** `templates` go live before the first order, in this order. */
export async function startTestServer(
  templates: readonly string[] = [],
  { clock = systemClock, ...doors }: ServerSettings = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-http-"));
  const lines: string[] = [];
  const logger = collecting(lines);
  const store = openSqliteStore({ folder });
  const metrics = prometheusMetrics();
  const access = new ConnectorAccessBook(store, scope, builtinConnectors);
  const connectors = sdkConnectorRunner({ connectors: builtinConnectors, accessOf: (id) => access.of(id), logger });
  const host = await createHost({ store, clock, connectors, logger, metrics, settings });
  const [wms, finance] = await Promise.all([createWms({ stock: plenty }), createFinance({ customers: credit })]);
  for (const [id, { url }] of Object.entries({ wms, finance })) await access.set(id, { config: { baseUrl: url } });
  let open = true;
  const server = createHttpServer({
    ...doors,
    host,
    version: "0.0.0",
    language: "zh-CN",
    authenticate: authenticateDemo(demoPeople),
    idempotency: new Idempotency(store, scope, clock),
    groupName: (group) => demoGroups.find(({ id }) => id === group)?.name,
    channelName: (channel) => channels.find(({ id }) => id === channel)?.name,
    connectors: builtinConnectors.map(({ manifest }) => manifest as unknown as JsonObject), // JSON by its schema
    templates: [],
    importTemplate: (id, request, actor) => importTemplate(readPackage(id), request, actor, host),
    appInfo: (me) => Promise.resolve(appInfo(me)),
    loadDemo: () => Promise.resolve({ kind: "loading" }),
    connectTo: (connector, request) => access.set(connector, request),
    metrics: () => metrics.exposition(),
    open: () => open,
    onError: (error, path) => lines.push(`${path} ${error instanceof Error ? (error.stack ?? "") : String(error)}`),
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  await host.start();
  const address = server.address();
  const url = `http://127.0.0.1:${String(typeof address === "object" && address !== null ? address.port : 0)}`;
  const call = callerOf(url);
  const rest = (): Promise<void> => host.settled();
  for (const id of templates) await must(call("POST", `/v1/templates/${id}/import`, { publish: true }));
  return {
    url,
    wms: wms.url,
    finance: finance.url,
    logged: () => lines.join("\n"),
    call,
    as: (person) => callerOf(url, person),
    rest,
    settle: async (order) => {
      const accepted = await must(call<AcceptedOrder>("POST", "/v1/orders", order));
      await rest();
      return must(call<OrderDetail>("GET", `/v1/orders/${accepted.orderId}`));
    },
    openTask: async (orderId) => {
      const { items } = await must(call<TaskList>("GET", "/v1/tasks?limit=200"));
      return items.find((task) => task.orderId === orderId)?.id ?? "none";
    },
    close: () => {
      open = false;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await host.stop();
      await Promise.all([wms.stop(), finance.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function collecting(lines: string[]): Logger {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push(JSON.stringify({ level, message, ...fields }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

function callerOf(url: string, person?: string): TestServer["call"] {
  return async (method, path, body, headers = {}) => {
    const json = typeof body === "object" && !(body instanceof Uint8Array);
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(json ? { "content-type": "application/json" } : {}),
        ...(person === undefined ? {} : { "x-orderloom-person": person }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as string) }), // text or bytes, as they are
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    const isJson = type.startsWith("application/json") || type.startsWith("application/problem+json");
    // The test names the shape that it then asserts on.
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as never,
    };
  };
}

/** The body of an answer that has to be a success for the test to make sense. */
export async function must<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await asked;
  if (status >= 300) throw new Error(`answered ${String(status)}: ${text}`);
  return body;
}

const shipped = resolve(import.meta.dirname, "../../../../../templates");

/** A shipped template as its files say it. */
function readPackage(slug: string): TemplatePackage {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(shipped, slug, file), "utf8"));
  // Its own tests hold a template's files to their schemas.
  const template = read("template.json") as TemplateDefinition;
  const definitions = template.definitions.map((file) => {
    const definition = readDefinition(read(file));
    if (!definition.ok) throw new Error(`${slug}/${file}: ${JSON.stringify(definition.error)}`);
    return definition.value;
  });
  const layouts = readdirSync(join(shipped, slug))
    .filter((file) => file.endsWith(".layout.json"))
    .map((file) => read(file) as LayoutDocument);
  return { template, definitions, layouts, cases: (template.cases ?? []).map((file) => read(file) as CasesDocument) };
}

function appInfo(me: { readonly id: string; readonly name: string; readonly groups: readonly string[] }): AppInfo {
  return {
    name: "OrderLoom",
    version: "0.0.0",
    ...settings,
    language: "zh-CN",
    channels: [],
    groups: [...demoGroups],
    people: demoPeople.map(({ id, name, groups }) => ({ id, name, groups: [...groups] })),
    me: { id: me.id, name: me.name, groups: [...me.groups] },
    demo: { state: "off" },
  };
}
