import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AppInfo, TemplateInfo } from "@orderloom/api-contract";
import { builtinConnectors } from "@orderloom/connectors-builtin";
import {
  beginTroubles,
  businessDate,
  connectorSettings,
  demoParameters,
  endTroubles,
  httpPost,
  moveParcels,
  seedDay,
  shippedTemplates,
  startWorld,
  type Trickle,
  trickle,
  type World,
} from "@orderloom/demo-shop";
import { type Actor, channels, type JsonObject } from "@orderloom/rule-dsl";
import { ordersConnector, quotaConnector } from "@orderloom/workflow";
import { ConnectorAccessBook } from "./connectors/connector-access.ts";
import { sdkConnectorRunner } from "./connectors/sdk-connector-runner.ts";
import { DemoShop } from "./demo/demo-shop.ts";
import { createHost, type Host } from "./host/host.ts";
import { authenticateDemo, demoGroups, demoPeople } from "./http/authenticate.ts";
import { Idempotency } from "./http/idempotency.ts";
import { createHttpServer } from "./http/server.ts";
import type { HostStore } from "./ports/host-store.ts";
import type { Logger } from "./ports/logger.ts";
import type { Scope } from "./ports/scope.ts";
import { pinoLogger, prometheusMetrics, systemClock } from "./start/adapters.ts";
import { dataPlace, readConfig, type RuntimeConfig } from "./start/config.ts";
import { suddenDeathFrom, tornFrom } from "./start/kill-arguments.ts";
import { listen } from "./start/listen.ts";
import { createLogger } from "./start/logger.ts";
import { messages, type Say, sayTo } from "./start/messages.ts";
import { startProblem } from "./start/start-problem.ts";
import { openSqliteStore } from "./stores/sqlite/sqlite-store.ts";
import { importTemplate } from "./templates/template-importer.ts";

/*
 * The composition root: the only file that chooses adapters (S42).
 */

const scope: Scope = { organisationId: "main" };
const settings = { organisationId: scope.organisationId, timeZone: "Asia/Shanghai", baseCurrency: "CNY" };
const system: Actor = { kind: "system", id: "orderloom", name: "OrderLoom", groups: [] };
const designer = resolve(import.meta.dirname, "../../designer/dist");
const version = readVersion();

const EXIT_FENCED = 5;
/** What the demo's day is told with; the other templates are for people to set up, and each would take orders from these. */
const DEMO_TEMPLATES: readonly string[] = ["credit-term-review", "gift-binding"];
const DAY_ORDERS = 600;
const TRICKLE_A_MINUTE = 20;
/** How far the day's parcels have come when the page first shows them. */
const PARCEL_ROUNDS = [160, 120, 60];

if (existsSync(".env")) process.loadEnvFile(".env");
const read = readConfig(process.env);
if (read.ok) await runOrLeave(read.config);
else leave(sayTo(process.stderr, read.language), read.problem, 2);

/** What stands in the way of a start is one sentence, never a stack. */
async function runOrLeave(config: RuntimeConfig): Promise<void> {
  try {
    await run(config);
  } catch (error) {
    const { text, exitCode } = startProblem(error, config);
    leave(sayTo(process.stderr, config.language), text, exitCode);
  }
}

async function run(config: RuntimeConfig): Promise<void> {
  const started = performance.now();
  const say = sayTo(process.stdout, config.language);
  const fail = sayTo(process.stderr, config.language);
  const logger = pinoLogger(createLogger(config.logLevel));
  say(messages.opening(dataPlace(config)));
  const death = suddenDeathFrom(process.argv);
  const opened = await openStore(config);
  const store = death?.store(opened) ?? opened;
  const metrics = prometheusMetrics();
  const access = new ConnectorAccessBook(store, scope, builtinConnectors);
  await access.load();
  const runner = sdkConnectorRunner({ connectors: builtinConnectors, accessOf: (id) => access.of(id), logger });
  const created = await createHost({
    store,
    clock: systemClock,
    connectors: death?.connectors(runner) ?? runner,
    logger,
    metrics,
    settings: {
      ...settings,
      ...(config.archiveAfterDays !== undefined && { archiveAfterDays: config.archiveAfterDays }),
    },
    // Another process owns the data now: this one must not go on (H5).
    fenced: (error) => leave(fail, error.text, EXIT_FENCED),
  });
  const host = death?.host(created) ?? created;
  let open = false;
  let url = "";
  const demo = await createDemo({ config, store, host, access, logger, url: () => url });
  const server = createHttpServer({
    host,
    version,
    language: config.language,
    authenticate: authenticateDemo(demoPeople),
    idempotency: new Idempotency(store, scope, systemClock),
    groupName: (group) => demoGroups.find(({ id }) => id === group)?.name,
    channelName: (channel) => channels.find(({ id }) => id === channel)?.name,
    // Manifests are plain JSON by their schema.
    connectors: [...builtinConnectors.map(({ manifest }) => manifest), quotaConnector, ordersConnector].map(
      (manifest) => manifest as unknown as JsonObject,
    ),
    templates: templateInfos(),
    importTemplate: async (id, request, actor) => {
      const shipped = shippedTemplates().find(({ slug }) => slug === id);
      return shipped === undefined
        ? { kind: "refused", status: 404, code: "definition-not-found", data: { kind: "template", id } }
        : importTemplate(shipped, request, actor, host);
    },
    appInfo: (actor) => appInfo(config, actor, demo.shop),
    loadDemo: () => demo.shop.load(),
    connectTo: (connector, request) => access.set(connector, request),
    metrics: () => metrics.exposition(),
    ...(existsSync(join(designer, "index.html")) ? { designer } : {}),
    open: () => open,
    onError: (error, path) => {
      logger.error("a request broke", {
        path,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    },
  });
  const listening = await listen(server, config.host, config.port);
  if (!listening.ok) return leave(fail, listening.problem, 3);
  url = listening.url;
  await host.start();
  open = true;
  const shop = await demo.shop.resume();
  if (shop === "offer") say(messages.demoOffered());
  else if (shop === "loading") say(messages.demoLoading());
  else if (shop === "on") say(messages.demoRunning());
  say(messages.ready(url, ((performance.now() - started) / 1000).toFixed(1)));

  const stop = async (): Promise<void> => {
    if (!open) return;
    open = false;
    say(messages.stopping());
    await demo.stop();
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 500).unref();
    server.close();
    await host.stop();
    say(messages.stopped());
    process.exit(0);
  };
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
}

async function openStore(config: RuntimeConfig): Promise<HostStore> {
  const { data, mongodbUri } = config;
  const torn = tornFrom(process.argv);
  const more = torn === undefined ? {} : { torn };
  if (mongodbUri === undefined) return openSqliteStore({ folder: data, ...more });
  // Loaded only where it is used: an eighth of a second that every other start would wait for.
  const { openMongoStore } = await import("./stores/mongo/mongo-store.ts");
  return openMongoStore({ uri: mongodbUri, place: dataPlace(config), ...more });
}

interface DemoOptions {
  readonly config: RuntimeConfig;
  readonly store: HostStore;
  readonly host: Host;
  readonly access: ConnectorAccessBook;
  readonly logger: Logger;
  readonly url: () => string;
}

/** The demo shop: our own programs play the systems outside, orders come in over our own HTTP front like anybody's. */
async function createDemo({
  config,
  store,
  host,
  access,
  logger,
  url,
}: DemoOptions): Promise<{ readonly shop: DemoShop; stop(): Promise<void> }> {
  let world: World | undefined;
  let running: Trickle | undefined;
  const opened = await store.setting(scope, "demo");
  const shop = new DemoShop({
    mode: config.demo,
    wasOpened: opened !== undefined,
    isEmpty: async () => (await host.counts()).total === 0,
    openWorld: async () => {
      world = await startWorld({ data: join(config.data, "demo-world") });
      for (const [connector, reach] of Object.entries(connectorSettings(world))) await access.set(connector, reach);
    },
    publishTemplates: async () => {
      for (const shipped of shippedTemplates().filter(({ slug }) => DEMO_TEMPLATES.includes(slug))) {
        const done = await importTemplate(
          shipped,
          { publish: true, parameters: demoParameters(shipped.slug, Date.now()) },
          system,
          host,
        );
        if ("kind" in done)
          throw new Error(`template ${shipped.slug}: ${done.code} ${JSON.stringify(done.problems ?? done.data)}`);
      }
    },
    remember: async () => {
      await store.saveSetting(scope, "demo", { value: true, etag: "1" }, undefined);
    },
    loadDay: async (progress) => {
      const now = Date.now();
      const day = { seed: "织单", orders: DAY_ORDERS, date: businessDate(now), until: now };
      const wms = world?.wms ?? "";
      await beginTroubles(wms);
      await seedDay({ url: url(), day, events: true, onProgress: ({ sent }) => progress(sent) });
      for (const parcels of PARCEL_ROUNDS) await moveParcels({ wms, post: httpPost(url()), parcels });
      await endTroubles(wms);
    },
    startTrickle: () => {
      running = trickle({
        seed: "织单",
        perMinute: TRICKLE_A_MINUTE,
        post: httpPost(url()),
        ...(world === undefined ? {} : { wms: world.wms }),
      });
    },
    dayOrders: DAY_ORDERS,
    logger,
  });
  return {
    shop,
    stop: async () => {
      await running?.stop();
      await world?.stop();
    },
  };
}

async function appInfo(config: RuntimeConfig, actor: Actor, demo: DemoShop): Promise<AppInfo> {
  return {
    name: "OrderLoom",
    version,
    ...settings,
    language: config.language,
    channels: channels.map(({ id, prefix, name }) => ({ id, prefix, name })),
    groups: [...demoGroups],
    people: demoPeople.map(({ id, name, groups }) => ({ id, name, groups: [...groups] })),
    me: { id: actor.id, name: actor.name, groups: [...actor.groups] },
    demo: await demo.state(),
  };
}

function templateInfos(): readonly TemplateInfo[] {
  return shippedTemplates().map(({ slug, template, definitions }) => ({
    slug,
    version: template.version,
    name: template.name,
    ...(template.description === undefined ? {} : { description: template.description }),
    ...(template.solves === undefined ? {} : { solves: template.solves }),
    industry: template.industry ?? [],
    parameters: (template.parameters ?? []).map(({ id, name, schema, default: value, unit }) => ({
      id,
      name,
      schema,
      ...(value === undefined ? {} : { default: value }),
      ...(unit === undefined ? {} : { unit }),
    })),
    definitions: definitions.map(({ kind, id }) => ({ kind, id })),
  }));
}

function readVersion(): string {
  const text = readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version; // our own manifest
}

function leave(say: Say, text: Parameters<Say>[0], code: number): never {
  say(text);
  process.exit(code);
}
