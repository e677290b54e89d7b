/** A boxed filter: FEEL's own filter where the match is a text, so that both mean the same. */
import { asSafeInteger } from "../../expression/numbers.ts";
import { fieldsOf } from "../../expression/syntax/names.ts";
import { type FeelValue, fromFact, isList, isNumber, isRecord, keysOf, kindOf } from "../../expression/values.ts";
import type { FilterBox } from "../../schema/boxed.ts";
import {
  type BoxScope,
  type CompileBox,
  type CompiledBox,
  feelPiece,
  giveNull,
  type Piece,
  seeing,
  type Site,
  under,
  wholeText,
  withFacts,
} from "./piece.ts";

/** What the filtered value is called in the text that filters it. */
const sourceName = "filteredSource";

export function compileBoxedFilter(box: FilterBox, scope: BoxScope, compile: CompileBox): CompiledBox {
  const { place, context } = scope;
  const source = compile(box.filter, { ...scope, place: under(place, "filter") });
  const fields = source.fields;
  const match = { ...scope, place: under(place, "match") };
  if ("feel" in box.match && isWhole(box.match.feel)) {
    const sight = seeing(scope.sight, [[sourceName, fields]]);
    const filter = feelPiece(`${sourceName}[${box.match.feel}]`, sight, match.place, context);
    return { run: (site) => filterByText(filter, source.run(site), site), fields };
  }
  const names =
    typeof fields === "string" ? [] : [...fields.keys()].map((name) => [name, fieldsOf(fields, name)] as const);
  const condition = compile(box.match, { ...match, sight: seeing(scope.sight, [...names, ["item", fields]]) });
  const run: Piece = (site) => keep(source.run(site), condition.run, site, place);
  return { run, fields };
}

/** A match that is neither true nor false, nor a position, leaves no value. */
function filterByText(filter: Piece, value: FeelValue, site: Site): FeelValue {
  const seen = { isBroken: false };
  const warn: Site["session"]["warn"] = (warning) => {
    if (warning.code === "condition-not-boolean") seen.isBroken = true;
    site.session.warn(warning);
  };
  const kept = filter({ ...withFacts(site, { [sourceName]: value }), session: { ...site.session, warn } });
  return seen.isBroken ? null : kept;
}

/** A text whose brackets close each other cannot end the filter it is put into. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[") depth += 1;
    if (char === "]") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && text.trim() !== "";
}

function keep(value: FeelValue, condition: Piece, site: Site, place: BoxScope["place"]): FeelValue {
  const list = value === null ? [] : isList(value) ? value : [value];
  const kept: FeelValue[] = [];
  for (const raw of list) {
    site.frame.charge(1, wholeText);
    const item = fromFact(raw);
    const holds = condition(withFacts(site, { ...factsOf(item), item }));
    if (isNumber(holds)) return list.at((asSafeInteger(holds) ?? 0) - 1) ?? null;
    if (holds === true) kept.push(item);
    else if (holds !== false && holds !== null)
      return giveNull(site, "condition-not-boolean", place, { found: kindOf(holds) });
  }
  return kept;
}

function factsOf(value: FeelValue): Readonly<Record<string, FeelValue>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(keysOf(value).map((key) => [key, fromFact(value[key])]));
}
