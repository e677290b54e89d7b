import fc from "fast-check";
import type { Facts } from "../expression/values.ts";
import type { Condition } from "../schema/condition.ts";

/* Conditions that hold three fields against each other and against 1 and 2, and combinations that tell them apart. */

const values = [undefined, -3, -1.5, 0, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

/** The first is an amount of the order, of which it is known that it is a number and always there. */
const places = { a: "total", b: "attributes.b", c: "attributes.c" } as const;
type Name = keyof typeof places;

export const triples: readonly Facts[] = values.flatMap((total) =>
  values.flatMap((b) =>
    values.flatMap((c) => {
      const given = Object.entries({ b, c }).filter(([, value]) => value !== undefined);
      return total === undefined ? [] : [{ order: { total, attributes: Object.fromEntries(given) } }];
    }),
  ),
);

const path = (name: Name): string => `order.${places[name]}`;
const sign = fc.constantFrom("<", "<=", ">", ">=");
const operator = fc.constantFrom("lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive");
const pair = fc.constantFrom<readonly [Name, Name]>(
  ["a", "b"],
  ["b", "c"],
  ["c", "a"],
  ["b", "a"],
  ["c", "b"],
  ["a", "c"],
);

/** `offsets`: also with a number added to one side. */
export function comparison(offsets: boolean): fc.Arbitrary<Condition> {
  return fc.oneof(
    fc.tuple(pair, operator).map(([[left, right], name]) => ({
      fact: "order",
      path: `$.${places[left]}`,
      operator: name,
      value: { fact: "order", path: `$.${places[right]}` },
    })),
    fc
      .tuple(pair, sign, offsets ? fc.constantFrom("", " + 1", " - 1") : fc.constant(""))
      .map(([[left, right], is, more]) => ({ feel: `${path(left)} ${is} ${path(right)}${more}` })),
    fc
      .tuple(fc.constantFrom<Name>("a", "b", "c"), sign, fc.constantFrom(1, 2))
      .map(([name, is, line]) => ({ feel: `${path(name)} ${is} ${String(line)}` })),
  );
}

export const generatedComparison = (offsets: boolean): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 4, arbitrary: comparison(offsets) },
      { weight: 4, arbitrary: fc.array(tie("condition"), { minLength: 1, maxLength: 4 }).map((all) => ({ all })) },
      { weight: 2, arbitrary: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie("condition").map((not) => ({ not })) },
    ),
  })).condition;
