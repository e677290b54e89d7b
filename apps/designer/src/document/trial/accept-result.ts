import type { Case, CasesDocument, JsonValue } from "@orderloom/rule-dsl";
import { fieldsOf, itemsOf } from "../json.ts";

/** What a case expected and what comes out now, by part of `expect`. */
export interface Difference {
  readonly part: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

/** The cases with what comes out now in place of what some of them expected, by case id. A part that cannot be said is left out. */
export function withResults(
  document: CasesDocument,
  results: ReadonlyMap<string, readonly Difference[]>,
): CasesDocument {
  return {
    ...document,
    cases: document.cases.map((one) => {
      const differences = results.get(one.id);
      return differences === undefined ? one : { ...one, expect: differences.reduce(expecting, one.expect) };
    }),
  };
}

type Expected = Case["expect"];

const textsOf = (value: JsonValue): string[] => itemsOf(value).filter((item) => typeof item === "string");

function expecting(expect: Expected, { part, actual }: Difference): Expected {
  switch (part) {
    case "value":
      return { ...expect, value: actual };
    case "count":
      return typeof actual === "number" ? { ...expect, count: actual } : expect;
    case "because":
    case "path":
      return { ...expect, [part]: textsOf(actual) };
    case "outcome":
    case "status": {
      const { [part]: _, ...rest } = expect;
      return typeof actual === "string" ? { ...rest, [part]: actual } : rest;
    }
    case "calls": {
      const counts = Object.entries(fieldsOf(actual)).filter(
        (entry): entry is [string, number] => typeof entry[1] === "number",
      );
      return { ...expect, calls: { ...expect.calls, ...Object.fromEntries(counts) } };
    }
    case "never": {
      // What is passed now may be passed from now on.
      const passed = new Set(textsOf(actual));
      return { ...expect, never: (expect.never ?? []).filter((node) => !passed.has(node)) };
    }
    case "incident": {
      const { incident: _, ...rest } = expect;
      const [first] = textsOf(actual);
      return first === undefined ? rest : { ...rest, incident: first };
    }
    default:
      return expect;
  }
}
