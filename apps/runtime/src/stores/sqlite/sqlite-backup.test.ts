import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { NewerDataError } from "../../ports/store-errors.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { orderSample, write } from "../testing/sample-writes.ts";
import { backUpSqlite, restoreSqlite } from "./sqlite-backup.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const main = { organisationId: "main" };
let root: string;
let remove: () => void;
const at = (name: string) => join(root, name);

beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
});
afterEach(() => remove());

async function backedUp(): Promise<void> {
  const store = openSqliteStore({ folder: at("data") });
  await store.commit(main, [write(orderSample(1))]);
  await store.lease(main, "orders/20261111", 10);
  await backUpSqlite(at("data"), at("backup"));
  await store.commit(main, [write(orderSample(2))]);
  await store.close();
}

it("has what was there when it began, and nothing of what came later", async () => {
  await backedUp();
  await restoreSqlite(at("backup"), at("fresh"));
  const restored = openSqliteStore({ folder: at("fresh") });
  expect((await restored.orderRows(main, { limit: 9 })).map(({ id }) => id)).toEqual([orderSample(1).id]);
  await restored.close();
});

it("gives no number again that was given after it", async () => {
  await backedUp();
  await restoreSqlite(at("backup"), at("fresh"));
  const restored = openSqliteStore({ folder: at("fresh") });
  for (const [day, first] of [
    ["20261111", 1_000_011],
    ["20261112", 1_000_001],
  ] as const)
    expect(await restored.lease(main, `orders/${day}`, 10)).toEqual({ first, last: first + 9 });
  await restored.close();
});

it("overwrites nothing", async () => {
  await backedUp();
  await expect(backUpSqlite(at("data"), at("backup"))).rejects.toMatchObject({ reason: { en: /a file already/ } });
  await expect(restoreSqlite(at("backup"), at("data"))).rejects.toMatchObject({ reason: { en: /a file already/ } });
});

it.each([
  ["nothing", () => undefined, { reason: { en: "there is no data there" } }],
  [
    "something else",
    (file: string) => writeFileSync(file, "no database".repeat(500)),
    { reason: { en: "the data file was not written by OrderLoom" } },
  ],
  [
    "another program's database",
    (file: string) => new DatabaseSync(file).exec("CREATE TABLE mine (id)"),
    { reason: { en: "the file was not written by OrderLoom" } },
  ],
])("%s is no backup, and leaves no trace", async (_name, make, refusal) => {
  make(at("other"));
  await expect(restoreSqlite(at("other"), at("fresh"))).rejects.toMatchObject(refusal);
  expect(existsSync(join(at("fresh"), "orderloom.db"))).toBe(false);
  expect(existsSync(join(at("fresh"), "orderloom.db.part"))).toBe(false);
});

it("of a newer release is refused", async () => {
  await backedUp();
  const database = new DatabaseSync(at("backup"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  await expect(restoreSqlite(at("backup"), at("fresh"))).rejects.toBeInstanceOf(NewerDataError);
});
