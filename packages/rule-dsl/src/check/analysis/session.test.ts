import fc from "fast-check";
import { expect, test } from "vitest";
import { generatedPlainTable } from "../../testing/generated-tables.ts";
import { seed } from "../../testing/seed.ts";
import { check, createAnalysis } from "../check.ts";

test("a session says at every step of an edit what a whole check says", () => {
  const policy = fc.constantFrom("UNIQUE" as const, "FIRST" as const, "ANY" as const);
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
        expect(analysis.check(edited)).toEqual(check(edited));
      }
    }),
    { numRuns: 40, seed: seed() },
  );
});
