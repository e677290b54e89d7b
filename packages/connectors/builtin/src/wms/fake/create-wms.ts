import { type FakeOptions, type FakeSystem, startFake } from "@orderloom/connector-sdk";
import { wmsProgram } from "./wms-program.ts";
import { oneWarehouse, type WarehouseSeed } from "./wms-seed.ts";

export interface WmsOptions extends FakeOptions {
  /** Warehouses with their stock, or the stock of one; taken only while the state is new. */
  readonly stock: readonly WarehouseSeed[] | Readonly<Record<string, number>>;
}

/**
 * A warehouse system on loopback. Beside the connector's calls: `GET /reservations?orderId=&limit=` (with the orders that hold
 * more than one), `GET /pick-tasks?state=`, `POST /stock {warehouse, sku, available}`, `POST /pick-tasks/{id}/dispatch` and `/deliver`,
 * `GET /told`, `POST /control`.
 */
export function createWms({ stock, ...options }: WmsOptions): Promise<FakeSystem> {
  return startFake(wmsProgram(isWarehouses(stock) ? stock : oneWarehouse(stock)), options);
}

function isWarehouses(stock: WmsOptions["stock"]): stock is readonly WarehouseSeed[] {
  return Array.isArray(stock);
}
