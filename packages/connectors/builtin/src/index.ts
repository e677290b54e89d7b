import type { Connector } from "@orderloom/connector-sdk";
import { financeConnector } from "./finance/finance-connector.ts";
import { httpConnector } from "./http/http-connector.ts";
import { messageConnector } from "./message/message-connector.ts";
import { postalConnector } from "./postal/postal-connector.ts";
import { wmsConnector } from "./wms/wms-connector.ts";

/** The connectors that come with OrderLoom. One line here is all that a new one needs (S42). */
export const builtinConnectors: readonly Connector[] = [
  httpConnector,
  wmsConnector,
  financeConnector,
  messageConnector,
  postalConnector,
];

// The programs that play their other sides on loopback: for tests, the demo shop and benchmarks.
export { createFinance, type CreditSeed, type FinanceOptions } from "./finance/create-finance.ts";
export { createEcho } from "./http/create-echo.ts";
export { createChat } from "./message/create-chat.ts";
export { createPostal, s10CheckDigit } from "./postal/create-postal.ts";
export { createWms, type WmsOptions } from "./wms/fake/create-wms.ts";
export { type WarehouseSeed } from "./wms/fake/wms-seed.ts";
