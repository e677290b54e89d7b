import fc from "fast-check";
import { expect, test } from "vitest";
import { generatedPlainTable } from "../../testing/generated-tables.ts";
import { seed } from "../../testing/seed.ts";
import type { Diagnostic, Witness } from "../../diagnostic.ts";
import type { TableDecision } from "../../schema/decision.ts";
import { check, createAnalysis } from "../check.ts";
import { hitRows } from "./table-view.ts";
import { factsOfWitness } from "./testing/facts-of-witness.ts";

const isNoGap = ({ code }: Diagnostic): boolean => code !== "table-gap";
const severitiesOfGaps = (found: readonly Diagnostic[]): ReadonlySet<string> =>
  new Set(found.filter((one) => !isNoGap(one)).map(({ severity }) => severity));

function isGap(table: TableDecision, witness: Witness | undefined): boolean {
  const hits = witness === undefined ? undefined : hitRows(table, table.rows, factsOfWitness(witness));
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
      for (const table of [...(first === undefined ? [] : [first]), ...edits]) {
        const ids = table.rows.map((row, index) => ({ ...row, id: `r${String(index)}` }));
        const edited = { ...table, rows: ids };
        const [inSession, whole] = [analysis.check(edited), check(edited)];
        expect(inSession.filter(isNoGap)).toEqual(whole.filter(isNoGap));
        // Of many gaps a session goes on telling those that it has told.
        const gaps = inSession.filter((one) => !isNoGap(one));
        expect(new Set(gaps.map(({ severity }) => severity))).toEqual(severitiesOfGaps(whole));
        expect(gaps.filter(({ witness }) => !isGap(edited, witness))).toEqual([]);
      }
    }),
    { numRuns: 40, seed: seed() },
  );
});
