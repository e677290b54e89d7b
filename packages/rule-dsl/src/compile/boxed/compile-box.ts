/** From boxed expressions to closures: which function compiles which box. */
import { FeelRange, type FeelValue, fromFact, isList, kindOf } from "../../expression/values.ts";
import type {
  Boxed,
  ConditionalBox,
  ContextBox,
  FeelBox,
  ForBox,
  FunctionBox,
  InvocationBox,
  ListBox,
  QuantifiedBox,
  RelationBox,
} from "../../schema/boxed.ts";
import { compileBoxedFilter } from "./filter.ts";
import { callByName, makeFunction } from "./functions.ts";
import {
  type BoxPlace,
  type BoxScope,
  type CompileBox,
  type CompiledBox,
  giveNull,
  neededPiece,
  type Piece,
  seeing,
  type Site,
  typed,
  under,
  wholeText,
  withFacts,
} from "./piece.ts";
import { compileBoxedTable } from "./table.ts";

/** A box and the type it has to be of. */
export const compileBox: CompileBox = (box, scope) => {
  const { run, fields } = compileKind(box, scope);
  const { type } = box;
  if (type === undefined) return { run, fields };
  return { run: typed(run, type, scope), fields: fields === "any" ? scope.context.book.namesOf(type) : fields };
};

function compileKind(box: Boxed, scope: BoxScope): CompiledBox {
  if ("feel" in box) return compileText(box, scope);
  if ("context" in box) return compileContext(box, scope);
  if ("call" in box) return compileInvocation(box, scope);
  if ("function" in box) return compileFunction(box, scope);
  if ("list" in box) return compileList(box, scope);
  if ("relation" in box) return compileRelation(box, scope);
  if ("if" in box) return compileConditional(box, scope);
  if ("filter" in box) return compileBoxedFilter(box, scope, compileBox);
  if ("for" in box) return compileFor(box, scope);
  if ("quantifier" in box) return compileQuantified(box, scope);
  if ("table" in box) return compileBoxedTable(box.table, scope);
  const { refused } = box;
  return { run: (site) => giveNull(site, "dmn-not-evaluated", scope.place, { what: refused }), fields: "any" };
}

function compileText({ feel }: FeelBox, scope: BoxScope): CompiledBox {
  return { run: neededPiece(feel, scope), fields: "any" };
}

function inside(scope: BoxScope, ...steps: readonly (string | number)[]): BoxScope {
  return { ...scope, place: under(scope.place, ...steps) };
}

/** Each entry sees those before it. */
function compileContext({ context: entries, result }: ContextBox, scope: BoxScope): CompiledBox {
  let { sight } = scope;
  const compiled = entries.map(({ name, type, value }, index) => {
    const at = { ...inside(scope, "context", index, "value"), sight };
    const box = compileBox(value, at);
    sight = seeing(sight, [[name, type === undefined ? box.fields : scope.context.book.namesOf(type)]]);
    return { name, run: typed(box.run, type, { ...at, place: { ...at.place, element: name } }), fields: box.fields };
  });
  const end = result === undefined ? undefined : compileBox(result, { ...inside(scope, "result"), sight });
  const run: Piece = (site) => {
    let values: Readonly<Record<string, FeelValue>> = {};
    for (const { name, run: entry } of compiled) {
      site.frame.charge(entries.length, wholeText);
      values = { ...values, ...Object.fromEntries([[name, entry(withFacts(site, values))]]) };
    }
    return end === undefined ? values : end.run(withFacts(site, values));
  };
  return { run, fields: end?.fields ?? new Map(compiled.map(({ name, fields }) => [name, fields])) };
}

function compileInvocation({ call, with: bindings }: InvocationBox, scope: BoxScope): CompiledBox {
  const callee = compileBox(call, inside(scope, "call"));
  const given = bindings.map(({ name, type, value }, index) => {
    const at = inside(scope, "with", index, "value");
    return { name, run: typed(compileBox(value, at).run, type, at) };
  });
  const run: Piece = (site) => {
    const values = new Map(given.map(({ name, run: argument }) => [name, argument(site)]));
    return callByName(callee.run(site), values, site, scope.place);
  };
  return { run, fields: callee.fields };
}

/** The fields of a function are those of what it gives. */
function compileFunction({ function: parameters, body }: FunctionBox, scope: BoxScope): CompiledBox {
  const { context, place } = scope;
  const names = parameters.map(({ name, type }) => [name, context.book.namesOf(type)] as const);
  const inner = compileBox(body, { ...inside(scope, "body"), sight: seeing(scope.sight, names) });
  const run: Piece = (site) =>
    makeFunction(
      {
        parameters,
        result: body.type,
        mismatch: "no-call",
        context,
        place,
        body: (values, at) =>
          inner.run(
            withFacts(at, Object.fromEntries(parameters.map(({ name }, index) => [name, values[index] ?? null]))),
          ),
      },
      site,
    );
  return { run, fields: inner.fields };
}

function compileList({ list }: ListBox, scope: BoxScope): CompiledBox {
  const items = list.map((item, index) => compileBox(item, inside(scope, "list", index)));
  return { run: (site) => items.map(({ run }) => run(site)), fields: items[0]?.fields ?? "any" };
}

function compileRelation({ relation, rows }: RelationBox, scope: BoxScope): CompiledBox {
  const lines = rows.map((row, index) =>
    relation.map(({ name, type }, column) => {
      const at = inside(scope, "rows", index, column);
      const cell = row[column];
      const run: Piece = cell === undefined ? () => null : typed(compileBox(cell, at).run, type, at);
      return { name, run };
    }),
  );
  const run: Piece = (site) =>
    lines.map((line) => Object.fromEntries(line.map(({ name, run: cell }) => [name, cell(site)])));
  return { run, fields: new Map(relation.map(({ name, type }) => [name, scope.context.book.namesOf(type)])) };
}

/** Whatever is not true is otherwise. */
function compileConditional(box: ConditionalBox, scope: BoxScope): CompiledBox {
  const test = compileBox(box.if, inside(scope, "if"));
  const then = compileBox(box.then, inside(scope, "then"));
  const otherwise = compileBox(box.else, inside(scope, "else"));
  const run: Piece = (site) => {
    const holds = test.run(site);
    if (holds !== null && typeof holds !== "boolean") {
      giveNull(site, "condition-not-boolean", scope.place, { found: kindOf(holds) });
    }
    return holds === true ? then.run(site) : otherwise.run(site);
  };
  return { run, fields: then.fields === "any" ? otherwise.fields : then.fields };
}

/** The items that are gone through; null with a warning where there are none to go through. */
function itemsOf(value: FeelValue, site: Site, place: BoxPlace): readonly FeelValue[] | null {
  if (isList(value)) return value;
  if (value instanceof FeelRange)
    return numbersIn(value, site) ?? giveNull(site, "not-iterable", place, { found: "range" });
  if (value === null) return giveNull(site, "not-iterable", place, { found: "null" });
  return [value];
}

function numbersIn({ start, end, startIncluded, endIncluded }: FeelRange, { frame }: Site): readonly number[] | null {
  if (typeof start !== "number" || typeof end !== "number") return null;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return null;
  const first = startIncluded ? start : start + 1;
  const last = endIncluded ? end : end - 1;
  const count = Math.max(0, last - first + 1);
  frame.charge(count, wholeText);
  return Array.from({ length: count }, (_, index) => first + index);
}

function compileFor(box: ForBox, scope: BoxScope): CompiledBox {
  const source = compileBox(box.in, inside(scope, "in"));
  const sight = seeing(scope.sight, [
    [box.for, source.fields],
    ["partial", "any"],
  ]);
  const body = compileBox(box.return, { ...inside(scope, "return"), sight });
  const run: Piece = (site) => {
    const items = itemsOf(source.run(site), site, scope.place);
    if (items === null) return null;
    const results: FeelValue[] = [];
    for (const item of items) {
      site.frame.charge(1 + results.length, wholeText);
      const names = Object.fromEntries([
        ["partial", results.slice()],
        [box.for, fromFact(item)],
      ]);
      results.push(body.run(withFacts(site, names)));
    }
    return results;
  };
  return { run, fields: body.fields };
}

/** `some` is the `or` of what is to be satisfied over all items, `every` the `and`. */
function compileQuantified(box: QuantifiedBox, scope: BoxScope): CompiledBox {
  const source = compileBox(box.in, inside(scope, "in"));
  const sight = seeing(scope.sight, [[box.of, source.fields]]);
  const body = compileBox(box.satisfies, { ...inside(scope, "satisfies"), sight });
  const decisive = box.quantifier === "some";
  const run: Piece = (site) => {
    const items = itemsOf(source.run(site), site, scope.place);
    if (items === null) return null;
    let isUnknown = false;
    for (const item of items) {
      site.frame.charge(1, wholeText);
      const value = body.run(withFacts(site, Object.fromEntries([[box.of, fromFact(item)]])));
      if (value === decisive) return decisive;
      if (typeof value !== "boolean") isUnknown = true;
    }
    return isUnknown ? null : !decisive;
  };
  return { run, fields: "any" };
}
