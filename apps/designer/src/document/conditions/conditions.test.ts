// @vitest-environment node
import fc from "fast-check";
import { catalogueFor, type Condition, type FactLeaf, type FeelLeaf, type JsonValue } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { type ConditionView, lineCount, namesUsed, viewOf } from "./condition-view.ts";
import {
  append,
  duplicateAt,
  insertAt,
  isMember,
  moveTo,
  negateAt,
  nudge,
  regroupAt,
  removeAt,
  replaceAt,
  unwrapAt,
  wrapAt,
} from "./edit-condition.ts";
import { partAt } from "./part-at.ts";
import {
  newLine,
  operatorsFor,
  toggleDecoration,
  withOperator,
  withQuantifier,
  withSubject,
  withValue,
} from "./edit-line.ts";
import { lineOf } from "./line.ts";
import { verdictsOf } from "./verdicts.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const runs = { seed, numRuns: 300 };
const catalogue = catalogueFor();

const head = fc.record(
  {
    id: fc.constantFrom("a", "b"),
    name: fc.oneof(fc.constant("大单"), fc.constant({ en: "Large" })),
    priority: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);
/** Keys that no schema knows, as a later release may write them. */
const extra = fc.record({ hint: fc.constantFrom("x", "y"), zeta: fc.integer() }, { requiredKeys: [] });
const literal: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>("jd", 500, true, null, ["jd", "tmall"], []),
  fc.constant<JsonValue>({ fact: "vars", path: "$.limit" }),
);
const leaf: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom("$.total", "$.channel", "$.lines[*].sku", "$.lines[0].sku", "$['tags']", "$.nothing", "no path"),
    fc.constantFrom("equal", "in", "greaterThan", "everyFact:not:equal", "someValue:contains", "unheard-of"),
    literal,
    head,
    extra,
  )
  .map(([path, operator, value, rest, more]) => ({ ...more, fact: "order", operator, path, value, ...rest }));
const feel: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom(
      "count(order.lines) > 20",
      'order.placedAt >= date and time("2026-11-11T00:00:00+08:00")',
      "some x in order.lines satisfies x.gift",
    ),
    head,
  )
  .map(([text, { id, name }]) => ({ feel: text, ...(id && { id }), ...(name && { name }) }));
const condition: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition }>((tie) => {
  const members = fc.array(tie("one"), { maxLength: 4 });
  return {
    one: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      { weight: 5, arbitrary: leaf },
      { weight: 2, arbitrary: feel },
      { weight: 1, arbitrary: fc.constantFrom("vip", "big").map((name) => ({ condition: name })) },
      { weight: 3, arbitrary: fc.tuple(head, members, extra).map(([own, all, more]) => ({ ...own, all, ...more })) },
      { weight: 3, arbitrary: fc.tuple(members, head, extra).map(([any, own, more]) => ({ any, ...own, ...more })) },
      { weight: 2, arbitrary: members.map((any) => ({ not: { any } })) },
      { weight: 2, arbitrary: fc.tuple(tie("one"), head).map(([not, own]) => ({ not, ...own })) },
    ),
  };
}).one;

const same = (a: unknown, b: unknown) => expect(JSON.stringify(a)).toBe(JSON.stringify(b));

function placesOf(view: ConditionView): readonly ConditionView[] {
  if (view.kind === "group") return [view, ...view.members.flatMap(placesOf)];
  return view.kind === "not" ? [view, ...placesOf(view.inner)] : [view];
}
const placeIn = (one: Condition): fc.Arbitrary<ConditionView> => fc.constantFrom(...placesOf(viewOf(one)));
const placed = condition.chain((root) => placeIn(root).map((view) => ({ root, view })));

/** Everything that says something, whatever is around it. */
function wordsOf(json: unknown): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(wordsOf);
  if (typeof json !== "object" || json === null) return [String(json)];
  return Object.values(json).flatMap(wordsOf);
}

describe(`nothing of a condition is lost (SEED=${seed})`, () => {
  test("every part is shown at its place", () => {
    fc.assert(
      fc.property(condition, (root) => {
        for (const view of placesOf(viewOf(root))) {
          const json = partAt(root, view.at);
          if (view.kind === "fact" || view.kind === "feel") same(view.leaf, json);
          if (view.kind === "other") same(view.json, json);
          if (view.kind === "group")
            same(
              partAt(root, view.list),
              view.members.map(({ at }) => partAt(root, at)),
            );
        }
      }),
      runs,
    );
  });

  test("putting a part back where it was gives the same bytes", () => {
    fc.assert(
      fc.property(placed, ({ root, view }) => {
        same(replaceAt(root, view.at, partAt(root, view.at) as Condition), root);
      }),
      runs,
    );
  });

  test("each edit undone by its opposite gives the same bytes", () => {
    fc.assert(
      fc.property(placed, ({ root, view }) => {
        const { at } = view;
        // None of them is what a negated any-group reads as: it goes back by being any again.
        const negated = negateAt(root, at);
        const isNone = viewOf(partAt(negated, at), at).kind === "group";
        same(isNone ? regroupAt(negated, at, "any") : unwrapAt(negated, at), root);
        same(unwrapAt(wrapAt(root, at, "all"), at), root);
        same(unwrapAt(wrapAt(root, at, "none"), at), root);
        if (view.kind === "group") {
          for (const group of ["all", "any", "none"] as const)
            same(regroupAt(regroupAt(root, at, group), at, view.group), root);
          same(removeAt(insertAt(root, view.list, 0, { feel: "true" }), `${view.list}/0`), root);
        }
        if (isMember(at)) {
          const copy = duplicateAt(root, at);
          const next = at.replace(/\d+$/, (digits) => String(Number(digits) + 1));
          same(removeAt(copy, next), root);
        }
      }),
      runs,
    );
  });

  test("moving a part keeps every word of the whole, and moving it back keeps its bytes", () => {
    fc.assert(
      fc.property(placed, fc.constantFrom<-1 | 1>(-1, 1), ({ root, view }, by) => {
        const moved = nudge(root, view.at, by);
        expect(wordsOf(moved.condition).toSorted()).toEqual(wordsOf(root).toSorted());
        same(partAt(moved.condition, moved.at), partAt(root, view.at));
        const inSameGroup = moved.at.replace(/\d+$/, "") === view.at.replace(/\d+$/, "");
        if (inSameGroup && moved.at !== view.at)
          same(nudge(moved.condition, moved.at, by === 1 ? -1 : 1).condition, root);
      }),
      runs,
    );
  });

  test("a line whose value is set to what it is stays as it is, unknown keys and their order with it", () => {
    fc.assert(
      fc.property(fc.oneof(leaf, feel), (one) => {
        const asLeaf = one as FactLeaf | FeelLeaf;
        const line = lineOf(asLeaf);
        if (line?.operator === undefined) return;
        // A path through a list without a word on which of its values is given one.
        const isUnquantified = "fact" in asLeaf && asLeaf.path?.includes("*") === true && line.quantifier === undefined;
        // Presence has no decorators: they would change nothing.
        const isPresence = line.operator === "present" || line.operator === "missing";
        if (isUnquantified || (isPresence && line.decorations.length > 0)) return;
        if (isPresence && line.quantifier !== undefined) return;
        same(withValue(asLeaf, line.value, catalogue), one);
      }),
      runs,
    );
  });

  test("whatever field and operator are chosen, the line can be shown again as chosen", () => {
    const fields = catalogue.fields.filter(({ path }) => !path.includes("*") && path.includes("."));
    fc.assert(
      fc.property(fc.oneof(leaf, feel), fc.constantFrom(...fields), fc.nat(), (one, { path }, pick) => {
        const subject = { kind: "field", path } as const;
        const chosen = withSubject(one as FactLeaf, subject, catalogue) as FactLeaf;
        const operators = operatorsFor(subject, catalogue);
        const operator = operators[pick % operators.length] ?? "equal";
        const line = lineOf(withOperator(chosen, operator, catalogue) as FactLeaf);
        expect(line?.subject).toEqual(subject);
        expect(line?.operator).toBe(operator);
      }),
      runs,
    );
  });
});

const total = { fact: "order", path: "$.total", operator: "greaterThan", value: 500 } as const;

test.each<[string, Condition, Condition]>([
  [
    "a first field",
    newLine({ kind: "field", path: "order.total" }, catalogue),
    {
      fact: "order",
      path: "$.total",
      operator: "greaterThanInclusive",
      value: 0,
    },
  ],
  [
    "a channel",
    newLine({ kind: "field", path: "order.channel" }, catalogue),
    {
      fact: "order",
      path: "$.channel",
      operator: "equal",
      value: "tmall",
    },
  ],
  [
    "some line",
    newLine({ kind: "field", path: "order.lines.sku" }, catalogue),
    {
      fact: "order",
      path: "$.lines[*].sku",
      operator: "someFact:equal",
      value: "",
    },
  ],
  [
    "how many lines",
    newLine({ kind: "measure", of: "count", path: "order.lines" }, catalogue),
    {
      feel: "count(order.lines) >= 0",
    },
  ],
  [
    "a moment",
    newLine({ kind: "field", path: "order.placedAt" }, catalogue),
    {
      feel: 'order.placedAt < date and time("")',
    },
  ],
  [
    "one becomes a list of one",
    withOperator({ fact: "order", path: "$.channel", operator: "equal", value: "jd" }, "in", catalogue),
    { fact: "order", path: "$.channel", operator: "in", value: ["jd"] },
  ],
  ["is there", withOperator(total, "present", catalogue), { ...total, operator: "notEqual", value: null }],
  [
    "another field as the value",
    withValue(total, { kind: "field", path: "vars.limit" }, catalogue),
    {
      ...total,
      value: { fact: "vars", path: "$.limit" },
    },
  ],
  [
    "every line",
    withQuantifier(
      { fact: "order", path: "$.lines[*].sku", operator: "someFact:equal", value: "A" },
      "every",
      catalogue,
    ),
    { fact: "order", path: "$.lines[*].sku", operator: "everyFact:equal", value: "A" },
  ],
  ["turned round", toggleDecoration(total, "not"), { ...total, operator: "not:greaterThan" }],
  ["a second condition makes a group", append(total, { condition: "vip" }), { all: [total, { condition: "vip" }] }],
  [
    "into a group",
    moveTo({ all: [total, { any: [{ condition: "vip" }] }] }, "/all/0", "/all/1/any", 1),
    {
      all: [{ any: [{ condition: "vip" }, total] }],
    },
  ],
  ["not into itself", moveTo({ all: [{ any: [total] }] }, "/all/0", "/all/0/any", 0), { all: [{ any: [total] }] }],
  [
    "a copy has no id of its own",
    duplicateAt({ all: [{ ...total, id: "x" }] }, "/all/0"),
    {
      all: [{ ...total, id: "x" }, total],
    },
  ],
])("%s", (_, made, wanted) => {
  expect(made).toEqual(wanted);
});

test("lines and names are counted through groups", () => {
  const view = viewOf({ all: [total, { not: { any: [{ condition: "vip" }, total] } }] });
  expect(lineCount(view)).toBe(3);
  expect(namesUsed(view)).toEqual([{ name: "vip", at: "/all/1/not/any/0" }]);
});

test("what the sample does not know leaves the group open, unless another line decides", () => {
  const verdict = (root: Condition, of: Readonly<Record<string, boolean>>) =>
    verdictsOf(viewOf(root), (at) => of[at]).get("");
  expect(verdict({ all: [total, total] }, { "/all/0": true })).toBeUndefined();
  expect(verdict({ all: [total, total] }, { "/all/0": false })).toBe(false);
  expect(verdict({ any: [total, total] }, { "/any/1": true })).toBe(true);
  expect(verdict({ not: { any: [total] } }, { "/not/any/0": false })).toBe(true);
});
