import { defineConnector } from "@orderloom/connector-sdk";
import { WmsConfig } from "./config.ts";
import { createPickTask, getPickTask, updatePickTask } from "./pick-task-actions.ts";
import { checkStock, getReservation, listWarehouses, releaseStock, reserveStock } from "./stock-actions.ts";

/** The warehouse system: stock, reservations and pick tasks, by the REST form that the fake beside it speaks. */
export const wmsConnector = defineConnector({
  id: "wms",
  version: "1.2.0",
  name: { "zh-CN": "仓库系统", en: "Warehouse system" },
  vendor: "orderloom",
  auth: { type: "api-key", in: "header", name: "x-api-key", secret: "apiKey" },
  config: WmsConfig,
  grants: { hosts: ["=config.baseUrl"], secrets: ["apiKey"] },
  limits: { perSecond: 500, concurrent: 32 },
  actions: {
    "list-warehouses": listWarehouses,
    "check-stock": checkStock,
    "reserve-stock": reserveStock,
    "get-reservation": getReservation,
    "release-stock": releaseStock,
    "create-pick-task": createPickTask,
    "get-pick-task": getPickTask,
    "update-pick-task": updatePickTask,
  },
});
