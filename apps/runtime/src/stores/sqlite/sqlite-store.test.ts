import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FencedError, NewerDataError, SecondOwnerError } from "../../ports/store-errors.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { storeContract } from "../store.contract.ts";
import { tornContract } from "../store-torn.contract.ts";
import { orderSample, write } from "../testing/sample-writes.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import type { TornMode } from "../torn.ts";

const main = { organisationId: "main" };

const create = () => {
  const { folder, remove } = temporaryFolder();
  return { open: (torn?: TornMode) => openSqliteStore({ folder, ...(torn && { torn }) }), remove };
};
storeContract("sqlite", create);
tornContract("sqlite", create, 200);

describe("the owner of the data (S29)", () => {
  let folder: string;
  let remove: () => void;
  beforeEach(() => ({ folder, remove } = temporaryFolder()));
  afterEach(() => remove());

  it("is one: a second is refused with a sentence, and may come when the first is gone", async () => {
    const first = openSqliteStore({ folder });
    expect(() => openSqliteStore({ folder })).toThrow(SecondOwnerError);
    expect(() => openSqliteStore({ folder })).toThrow(folder);
    await first.close();
    await openSqliteStore({ folder }).close();
  });

  it("is fenced off when somebody took over nevertheless", async () => {
    const store = openSqliteStore({ folder });
    const intruder = new DatabaseSync(join(folder, "orderloom.db"));
    intruder.exec("UPDATE meta SET value = value + 1 WHERE key = 'epoch'");
    await expect(store.commit(main, [write(orderSample(1))])).rejects.toBeInstanceOf(FencedError);
    intruder.close();
    await store.close();
  });

  it("does not touch data of a newer format", async () => {
    await openSqliteStore({ folder }).close();
    const database = new DatabaseSync(join(folder, "orderloom.db"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openSqliteStore({ folder })).toThrow(NewerDataError);
    // The refused opening lets go of the folder.
    expect(() => openSqliteStore({ folder })).toThrow(NewerDataError);
  });

  it("says that the folder cannot be used", () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    expect(() => openSqliteStore({ folder: join(file, "data") })).toThrow(/cannot be written/);
  });
});
