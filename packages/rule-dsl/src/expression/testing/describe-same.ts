import { describe, expect, it } from "vitest";
import type { FeelContext } from "../compile-feel.ts";
import type { Facts } from "../values.ts";
import { type SameRow, valueOf } from "./same-value.ts";

/** One `describe` for each table: its rows are expressions and what they are the same as. */
export function describeSame(
  tables: Readonly<Record<string, readonly SameRow[]>>,
  facts: Facts = {},
  context: FeelContext = {},
): void {
  for (const [name, rows] of Object.entries(tables)) {
    describe(name, () => {
      it.each(rows)("%s is %s", (text, same) => {
        expect(valueOf(text, facts, context)).toEqual(valueOf(same));
      });
    });
  }
}
