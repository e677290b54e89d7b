import { describe, expect, it } from "vitest";
import { CURRENT_SCHEMA_VERSION } from "../schema/common.ts";
import { fixture, fixtureDefinitions } from "../testing/fixtures.ts";
import { type Migration, migrations } from "./migrate.ts";
import { readDefinition } from "./read-definition.ts";

const quota = fixture("cleanserGift.quota.json");
const quotaWith = (over: object): unknown => ({ ...(quota as object), ...over });
const problemsOf = (result: ReturnType<typeof readDefinition>): string[] =>
  result.ok ? [] : result.error.map((one) => `${one.code} ${one.pointer}`);

describe("what is read and what is refused", () => {
  const rows: [string, unknown, string[]][] = [
    ["a quota", quota, []],
    ["a text", "quota", ["wrong-type "]],
    ["no kind", { id: "x" }, ["missing-field /kind"]],
    ["a kind we do not know", quotaWith({ kind: "wish" }), ["unknown-kind /kind"]],
    ["a newer schema", quotaWith({ schemaVersion: CURRENT_SCHEMA_VERSION + 1 }), ["schema-newer /schemaVersion"]],
    ["no schema version", quotaWith({ schemaVersion: undefined }), ["wrong-type /schemaVersion"]],
    ["schema version 0", quotaWith({ schemaVersion: 0 }), ["out-of-range /schemaVersion"]],
    ["a decision of no type", { kind: "decision", schemaVersion: 1 }, ["missing-field /type"]],
    ["a decision of a made-up type", { kind: "decision", schemaVersion: 1, type: "tree" }, ["not-in-list /type"]],
    ["a quota of nothing", quotaWith({ allow: [] }), ["too-short /allow"]],
  ];
  it.each(rows)("%s", (_title, value, problems) => {
    expect(problemsOf(readDefinition(value))).toEqual(problems);
  });
  it.each(fixtureDefinitions().map((one) => [one.id, one] as const))(
    "%s of the fixtures is read as it is",
    (_id, one) => {
      expect(readDefinition(one)).toEqual({ ok: true, value: one });
    },
  );
});

describe("migrations", () => {
  it("are contiguous up to the current version", () => {
    expect(migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: CURRENT_SCHEMA_VERSION - 1 }, (_, index) => index + 1),
    );
  });

  // A made-up future: version 2 calls limits `allow`, version 3 gives each an id.
  const chain: readonly Migration[] = [
    { from: 1, migrate: ({ limits, ...rest }) => ({ ...rest, allow: limits }) },
    {
      from: 2,
      migrate: ({ allow, ...rest }) => ({
        ...rest,
        allow: Array.isArray(allow)
          ? allow.map((amount: unknown, index) => ({ id: `limit${index + 1}`, amount }))
          : allow,
      }),
    },
  ];
  const { allow: _allow, ...head } = quota as Record<string, unknown>;

  it("an old definition goes through every step", () => {
    const read = readDefinition({ ...head, schemaVersion: 1, limits: [1, 2000] }, { current: 3, migrations: chain });
    expect(read).toEqual({
      ok: true,
      value: {
        ...head,
        schemaVersion: 3,
        allow: [
          { id: "limit1", amount: 1 },
          { id: "limit2", amount: 2000 },
        ],
      },
    });
  });
  it("one in the middle goes through the rest", () => {
    expect(readDefinition({ ...head, schemaVersion: 2, allow: [5] }, { current: 3, migrations: chain }).ok).toBe(true);
  });
  it("a chain with a gap reads nothing older", () => {
    expect(
      problemsOf(
        readDefinition({ ...head, schemaVersion: 1, limits: [1] }, { current: 3, migrations: chain.slice(1) }),
      ),
    ).toEqual(["not-in-list /schemaVersion"]);
  });
  it("what it was given stays as it was", () => {
    const old = Object.freeze({ ...head, schemaVersion: 1, limits: [1] });
    readDefinition(old, { current: 3, migrations: chain });
    expect(old.schemaVersion).toBe(1);
  });
});
