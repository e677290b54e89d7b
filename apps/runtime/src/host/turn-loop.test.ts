import { expect, test } from "vitest";
import { openSqliteStore } from "../stores/sqlite/sqlite-store.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Draft } from "./draft.ts";
import type { Unit } from "./letters.ts";
import { systemActor } from "./turn-record.ts";
import { TurnLoop } from "./turn-loop.ts";

/** Writes nothing and answers at once: what is looked at is who comes when. */
function answered(unit: Unit): Draft {
  return {
    writes: [],
    settle() {
      for (const letter of unit.letters) letter.reject(new Error("seen"));
      return [];
    },
    fail: () => undefined,
  };
}

test("a new order does not wait for the thousand that are decided; they go on meanwhile", async () => {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-turns-"));
  const store = openSqliteStore({ folder });
  const turns: Unit["kind"][][] = [];
  const loop = new TurnLoop({
    store,
    scope: { organisationId: "main" },
    metrics: { count: () => undefined, observe: () => undefined },
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    fenced: () => undefined,
    draft: (units) => {
      turns.push(units.map(({ kind }) => kind));
      return Promise.resolve(units.map(answered));
    },
    forget: () => undefined,
    committed: () => undefined,
  });
  const seen = (told: Promise<unknown>) => told.catch(() => undefined);
  const tidy = { type: "tidy", entries: [] } as const;
  const told = Array.from({ length: 1000 }, (_, index) =>
    seen(loop.tellInstance(`i${String(index)}`, tidy, systemActor)),
  );
  const input = { channel: "tmall", channelOrderId: "TM-1" } as Parameters<TurnLoop["accept"]>[0]["input"];
  told.push(seen(loop.accept({ input, text: "{}" }, systemActor)));
  await Promise.all(told);
  const [first = [], second = []] = turns;
  expect(first[0]).toBe("accept");
  expect(first.length).toBe(26);
  expect(second.length).toBe(25);
  expect(turns.flat().length).toBe(1001);
  await store.close();
  rmSync(folder, { recursive: true });
});
