import type { Server } from "node:http";
import type {
  AppInfo,
  ConnectorConfigRequest,
  ExamplePlaces,
  ImportTemplateRequest,
  TemplateInfo,
} from "@orderloom/api-contract";
import type { Actor, JsonObject, Language, LocalizedText } from "@orderloom/rule-dsl";
import type { Host } from "../host/host.ts";
import type { Refused } from "../host/commands.ts";
import { createApp } from "./app.ts";
import type { Authenticate } from "./authenticate.ts";
import { createFront } from "./front.ts";
import type { Idempotency } from "./idempotency.ts";
import { eventWords } from "./present/timeline.ts";
import type { Wording } from "./present/wording.ts";
import { calendarRoutes } from "./routes-calendars.ts";
import { companionRoutes } from "./routes-companions.ts";
import { definitionRoutes } from "./routes-definitions.ts";
import { draftRoutes } from "./routes-drafts.ts";
import { importRoutes } from "./routes-imports.ts";
import { lifecycleRoutes } from "./routes-lifecycle.ts";
import { orderRoutes } from "./routes-orders.ts";
import { type ImportedTemplate, settingsRoutes } from "./routes-settings.ts";
import { promiseRoutes } from "./routes-promises.ts";
import { schemaRoutes } from "./routes-schemas.ts";
import { sheetRoutes } from "./routes-sheets.ts";
import { metricRoutes } from "./routes-metrics.ts";
import { quotaRoutes } from "./routes-quotas.ts";
import { startRoutes } from "./routes-starts.ts";
import { taskRoutes } from "./routes-tasks.ts";
import { trafficRoutes } from "./routes-traffic.ts";
import { workRoutes } from "./routes-work.ts";
import { streamRoutes } from "./streams.ts";
import { systemRoutes } from "./system-routes.ts";

export interface ServerOptions {
  readonly host: Host;
  readonly version: string;
  readonly language: Language;
  readonly authenticate: Authenticate;
  readonly idempotency: Idempotency;
  readonly groupName: (group: string) => LocalizedText | undefined;
  readonly channelName: (channel: string) => LocalizedText | undefined;
  readonly connectors: readonly JsonObject[];
  readonly templates: readonly TemplateInfo[];
  readonly importTemplate: (
    id: string,
    request: ImportTemplateRequest,
    actor: Actor,
  ) => Promise<ImportedTemplate | Refused>;
  readonly appInfo: (actor: Actor) => Promise<AppInfo>;
  readonly loadDemo: () => Promise<{ readonly kind: "loading" } | Refused>;
  readonly connectTo: (
    connector: string,
    request: ConnectorConfigRequest,
  ) => Promise<{ readonly kind: "done" } | Refused>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly designer?: string;
  /** False while stopping. */
  readonly open: () => boolean;
  /** Orders inside at once; `limits.ordersInside` when absent. */
  readonly ordersInside?: number;
  readonly onError: (error: unknown, path: string) => void;
}

/** The whole HTTP side as one server: the intake front and, behind it, Express with every router. */
export function createHttpServer(options: ServerOptions): Server {
  const { host, language, authenticate } = options;
  const wording = wordingOf(options);
  const app = createApp({
    language,
    open: options.open,
    onError: (error, request) => {
      options.onError(error, request.path);
    },
    routes: (express) => {
      const context = { app: express, authenticate, language, idempotency: options.idempotency };
      orderRoutes(context, {
        orders: host,
        queries: host,
        recordings: host,
        wording,
        wordsFor: (orderId) => eventWords(host, orderId, wording),
      });
      definitionRoutes(context, host);
      draftRoutes(context, host);
      importRoutes(context, host);
      companionRoutes(context, host);
      schemaRoutes(context);
      lifecycleRoutes(context, host);
      sheetRoutes(context, host);
      trafficRoutes(context, host);
      quotaRoutes(context, host);
      startRoutes(context, host);
      metricRoutes(context, host);
      workRoutes(context, { instances: host, queries: host, migrations: host, wording });
      taskRoutes(context, { instances: host, queries: host, wording });
      settingsRoutes(context, {
        ...options,
        queries: host,
        saveStages: (stages, etag) => host.saveStages(stages, etag),
        evaluate: (id, version, facts, how) => host.evaluate(id, version, facts, how),
      });
      promiseRoutes(context, host);
      calendarRoutes(context, host);
      streamRoutes(express, host, wording, language);
      systemRoutes(express, { ...options, places: () => examplePlaces(options), ready: options.open });
    },
  });
  return createFront({
    orders: host,
    authenticate,
    language,
    rest: app,
    open: options.open,
    ...(options.ordersInside !== undefined && { ordersInside: options.ordersInside }),
    onError: (error, request) => {
      options.onError(error, request.url ?? "");
    },
  });
}

function wordingOf(options: ServerOptions): Wording {
  const { host } = options;
  const names = new Map(options.connectors.map((connector) => [connector["id"], connector["name"]]));
  return {
    workflow: (id, version) => host.workflowVersion(id, version),
    action: (connector, action) => host.actionManifest(connector, action),
    connectorName: (connector) => names.get(connector) as LocalizedText | undefined, // manifests passed ConnectorDefinition
    metricName: (metric) => host.metricName(metric),
    groupName: options.groupName,
    channelName: options.channelName,
  };
}

/** Ids that exist, so that the examples of the API description work as they stand. */
async function examplePlaces({ host }: ServerOptions): Promise<ExamplePlaces> {
  const one = { limit: 1 };
  const [orders, broken, tasks] = await Promise.all([
    host.orders({}, one),
    host.orders({ status: ["incident"] }, one),
    host.tasks({ groups: ["finance"] }, "urgency", one),
  ]);
  const order = "items" in orders ? orders.items[0] : undefined;
  const incident = "items" in broken ? broken.items[0]?.open : undefined;
  const task = "items" in tasks ? tasks.items[0] : undefined;
  return {
    ...(order === undefined ? {} : { order: order.id, instance: `${order.id}/${order.workflow ?? ""}` }),
    ...(incident === undefined ? {} : { broken: incident.instanceId, activation: incident.activation }),
    ...(task === undefined ? {} : { task: task.task.id }),
  };
}
