import type { DatabaseSync } from "node:sqlite";
import { numberIn, textIn } from "@orderloom/connector-sdk";
import type { Missing, StockLine, Warehouse } from "../shapes.ts";
import type { WarehouseSeed } from "./wms-seed.ts";

const TABLES = `
  CREATE TABLE IF NOT EXISTS warehouses (code TEXT PRIMARY KEY, about TEXT);
  CREATE TABLE IF NOT EXISTS stock (warehouse TEXT, sku TEXT, available INTEGER CHECK (available >= 0), PRIMARY KEY (warehouse, sku)) WITHOUT ROWID`;

type About = Omit<Warehouse, "code" | "stock">;

/** What is in which warehouse and free. It is never below nothing: the table refuses it. */
export interface StockBook {
  warehouses(skus: readonly string[]): Warehouse[];
  available(warehouse: string, sku: string): number;
  /** The first warehouse (or the one named) that has every line, or what is short. */
  findFor(lines: readonly StockLine[], warehouse?: string): { readonly warehouse: string } | Missing;
  move(warehouse: string, lines: readonly StockLine[], direction: "out" | "back"): void;
  set(warehouse: string, sku: string, available: number): void;
}

export function stockBook(database: DatabaseSync, seed: readonly WarehouseSeed[]): StockBook {
  database.exec(TABLES);
  const codes = database.prepare("SELECT code, about FROM warehouses ORDER BY rowid");
  const ofSku = database.prepare("SELECT available FROM stock WHERE warehouse = ? AND sku = ?");
  const all = database.prepare("SELECT sku, available FROM stock WHERE warehouse = ?");
  const change = database.prepare("UPDATE stock SET available = available + ? WHERE warehouse = ? AND sku = ?");
  const set = database.prepare("INSERT OR REPLACE INTO stock VALUES (?, ?, ?)");
  if (codes.get() === undefined) plant(database, seed);

  const available = (warehouse: string, sku: string) => {
    const row = ofSku.get(warehouse, sku);
    return row === undefined ? 0 : numberIn(row, "available");
  };
  const stockOf = (warehouse: string, skus: readonly string[]) =>
    skus.length > 0
      ? skus.map((sku) => ({ sku, available: available(warehouse, sku) }))
      : all.all(warehouse).map((row) => ({ sku: textIn(row, "sku"), available: numberIn(row, "available") }));
  const names = codes.all().map((row) => textIn(row, "code"));

  return {
    available,
    warehouses: (skus) =>
      codes.all().map((row) => {
        const code = textIn(row, "code");
        // Written by plant() below.
        return { code, ...(JSON.parse(textIn(row, "about")) as About), stock: stockOf(code, skus) };
      }),
    findFor(lines, wanted) {
      const candidates = wanted === undefined ? names : [wanted];
      const needed = summed(lines);
      const warehouse = candidates.find((code) => needed.every((line) => available(code, line.sku) >= line.quantity));
      if (warehouse !== undefined) return { warehouse };
      const best = (sku: string) => Math.max(0, ...candidates.map((code) => available(code, sku)));
      const short = needed.map((line) => ({ sku: line.sku, wanted: line.quantity, available: best(line.sku) }));
      const missing = short.filter((line) => line.available < line.wanted);
      // Every SKU is there, but not together in one place: all of them are what is missing.
      return { missing: missing.length > 0 ? missing : short };
    },
    move(warehouse, lines, direction) {
      const sign = direction === "out" ? -1 : 1;
      for (const line of lines) change.run(sign * line.quantity, warehouse, line.sku);
    },
    set: (warehouse, sku, count) => void set.run(warehouse, sku, count),
  };
}

/** One line per SKU. */
export function summed(lines: readonly StockLine[]): StockLine[] {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }));
}

/** What the seed does not say of a warehouse. */
const usual = {
  cost: 6,
  hours: 24,
  coverDays: 10,
  carbonKg: 0.5,
  dispatchHours: 2,
  load: 0.5,
  onTime: 0.99,
  lateCost: 30,
  damageRate: 0.002,
  damageCost: 50,
};

function plant(database: DatabaseSync, seed: readonly WarehouseSeed[]): void {
  const warehouse = database.prepare("INSERT INTO warehouses VALUES (?, ?)");
  const stock = database.prepare("INSERT INTO stock VALUES (?, ?, ?)");
  database.exec("BEGIN IMMEDIATE");
  for (const { code, stock: pieces, name, city, coldChain = false, ...rest } of seed) {
    const about: About = { name, city, coldChain, ...usual, ...rest };
    warehouse.run(code, JSON.stringify(about));
    for (const [sku, available] of Object.entries(pieces)) stock.run(code, sku, available);
  }
  database.exec("COMMIT");
}
