import fc from "fast-check";
import { expect, test } from "vitest";
import { generatedPlainTable } from "../../testing/generated-tables.ts";
import { seed } from "../../testing/seed.ts";
import type { Diagnostic, Witness } from "../../diagnostic.ts";
import { catalogueFor } from "../../facts/catalogue.ts";
import { TableDecision } from "../../schema/decision.ts";
import { check, createAnalysis } from "../check.ts";
import { settled, validateAnew } from "../settled.ts";
import { Memo } from "./memo.ts";
import { readingOf } from "./reading.ts";
import { hitRows, type TableView, viewOf } from "./table-view.ts";
import { table } from "./testing/finding-cases.ts";
import { factsOfWitness } from "./testing/facts-of-witness.ts";

const isNoGap = ({ code }: Diagnostic): boolean => code !== "table-gap";
const severitiesOfGaps = (found: readonly Diagnostic[]): ReadonlySet<string> =>
  new Set(found.filter((one) => !isNoGap(one)).map(({ severity }) => severity));

function isGap(decision: TableDecision, witness: Witness | undefined): boolean {
  const hits = witness === undefined ? undefined : hitRows(decision, decision.rows, factsOfWitness(witness));
  return hits?.length === 0;
}

test("a session says at every step of an edit what a whole check says", () => {
  const policy = fc.constantFrom("UNIQUE" as const, "FIRST" as const, "ANY" as const, "PRIORITY" as const);
  const steps = policy.chain((hitPolicy) => fc.array(generatedPlainTable(hitPolicy), { minLength: 2, maxLength: 3 }));
  fc.assert(
    fc.property(steps, (tables) => {
      const analysis = createAnalysis();
      const [first, ...others] = tables;
      // From one table to the next a row at a time, as somebody who types.
      const edits = others.flatMap((next) =>
        next.rows.map((row, index) => ({ ...next, rows: [...(first?.rows ?? []).toSpliced(index, 1, row)] })),
      );
      for (const one of [...(first === undefined ? [] : [first]), ...edits]) {
        const ids = one.rows.map((row, index) => ({ ...row, id: `r${String(index)}` }));
        const edited = { ...one, rows: ids };
        const [inSession, whole] = [analysis.check(edited), check(edited)];
        expect(inSession.filter(isNoGap)).toEqual(whole.filter(isNoGap));
        // Of many gaps a session goes on telling those that it has told.
        const gaps = inSession.filter((finding) => !isNoGap(finding));
        expect(new Set(gaps.map(({ severity }) => severity))).toEqual(severitiesOfGaps(whole));
        expect(gaps.filter(({ witness }) => !isGap(edited, witness))).toEqual([]);
      }
    }),
    { numRuns: 40, seed: seed() },
  );
});

test("of a table in which one cell was changed one row is looked at, whatever lines the cell brings or takes away", () => {
  const memo = new Memo();
  const rows = Array.from({ length: 8 }, (_, index): readonly [string, string, string, string] => [
    `r${String(index)}`,
    "-",
    `[${String(index * 100)}..${String(index * 100 + 50)}]`,
    "60",
  ]);
  const look = (changed: string): TableView => {
    memo.turn();
    const cells = rows.map(([id, level, overdue, days]) => [id, level, id === "r3" ? changed : overdue, days] as const);
    const settledTable = settled(table("UNIQUE", cells), memo);
    validateAnew(TableDecision, settledTable, memo);
    if (settledTable.kind !== "decision" || settledTable.type !== "table") throw new Error("a table stays one");
    return viewOf(settledTable, readingOf(catalogueFor()), memo);
  };
  expect(look("[300..350]").kept).toBe("nothing");
  for (const cell of ["[310..340]", "[275..330]", "> 5000", "[300..350]"]) {
    const { kept, fresh, gone } = look(cell);
    expect({ kept, fresh: fresh.length, gone: gone.length }).toEqual({ kept: "all", fresh: 1, gone: 1 });
  }
});
