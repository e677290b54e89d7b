import { calendarOperations } from "./operations/calendars.ts";
import { companionOperations } from "./operations/companions.ts";
import { definitionOperations } from "./operations/definitions.ts";
import { draftOperations } from "./operations/drafts.ts";
import { importOperations } from "./operations/imports.ts";
import { metricOperations } from "./operations/metrics.ts";
import { orderOperations } from "./operations/orders.ts";
import { promiseOperations } from "./operations/promises.ts";
import { quotaOperations } from "./operations/quotas.ts";
import { schemaOperations } from "./operations/schemas.ts";
import { startOperations } from "./operations/starts.ts";
import { settingsOperations } from "./operations/settings.ts";
import { sheetOperations } from "./operations/sheets.ts";
import { taskOperations } from "./operations/tasks.ts";
import { trafficOperations } from "./operations/traffic.ts";
import { workOperations } from "./operations/work.ts";

/** Every call of the API but the streams and the probes. Routers, validation and the OpenAPI document are made from this list. */
export const operations = {
  ...orderOperations,
  ...definitionOperations,
  ...draftOperations,
  ...importOperations,
  ...companionOperations,
  ...schemaOperations,
  ...sheetOperations,
  ...trafficOperations,
  ...startOperations,
  ...metricOperations,
  ...quotaOperations,
  ...workOperations,
  ...taskOperations,
  ...settingsOperations,
  ...promiseOperations,
  ...calendarOperations,
} as const;
export type OperationId = keyof typeof operations;
