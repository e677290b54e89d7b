import {
  type Catalogue,
  factPath,
  feelFunctionNames,
  type Field,
  type NamedConditions,
  operatorNames,
  parsePath,
} from "@orderloom/rule-dsl";
import { jsonPlaces, pointerAt } from "../../document/json-places.ts";

/* What the names in a definition's text mean, and which could stand there. No editor in here. */

export interface NamesHere {
  readonly catalogue: Catalogue;
  readonly conditions: NamedConditions;
}

/** A string of the text around an offset. */
interface StringHere {
  readonly pointer: string;
  readonly key: string;
  /** Offset of the first character between the quotes. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function stringAt(text: string, offset: number): StringHere | undefined {
  const places = jsonPlaces(text);
  const pointer = pointerAt(places, offset);
  const place = pointer === undefined ? undefined : places.get(pointer);
  if (pointer === undefined || place === undefined || text[place.from] !== '"') return undefined;
  const closed = text[place.to - 1] === '"' && place.to - place.from > 1;
  const [from, to] = [place.from + 1, closed ? place.to - 1 : place.to];
  if (offset < from || offset > to) return undefined;
  return { pointer, key: pointer.slice(pointer.lastIndexOf("/") + 1), from, to, text: text.slice(from, to) };
}

const isFeel = ({ key, text }: StringHere): boolean => key === "feel" || text.startsWith("=");

/** The value of a name beside the one at `pointer`. */
function sibling(text: string, pointer: string, name: string): string | undefined {
  const place = jsonPlaces(text).get(`${pointer.slice(0, pointer.lastIndexOf("/"))}/${name}`);
  if (place === undefined || text[place.from] !== '"') return undefined;
  return text.slice(place.from + 1, place.to - 1);
}

const word = /[A-Za-z_][\w.]*/g;

/** A field that is named at an offset, and where its name stands. */
export function fieldAt(
  text: string,
  offset: number,
  { catalogue }: NamesHere,
): { readonly field: Field; readonly from: number; readonly to: number } | undefined {
  const here = stringAt(text, offset);
  if (here === undefined) return undefined;
  const whole = { from: here.from, to: here.to };
  if (here.key === "path") {
    const steps = parsePath(here.text);
    const fact = sibling(text, here.pointer, "fact");
    const field = steps && fact !== undefined ? catalogue.fieldAt(factPath(fact, steps)) : undefined;
    return field && { field, ...whole };
  }
  if (here.key === "fact") {
    const field = catalogue.fieldAt(here.text);
    return field && { field, ...whole };
  }
  for (const { 0: name, index } of here.text.matchAll(word)) {
    const from = here.from + index;
    if (offset < from || offset > from + name.length) continue;
    const field = catalogue.fieldAt(name);
    return field && { field, from, to: from + name.length };
  }
  return undefined;
}

export interface NameOffer {
  readonly insert: string;
  readonly kind: "field" | "function" | "operator" | "condition";
  readonly field?: Field;
  readonly from: number;
  readonly to: number;
}

/** The names that could stand at an offset inside a string; none where nothing is known of what it is. */
export function namesAt(text: string, offset: number, names: NamesHere): readonly NameOffer[] {
  const here = stringAt(text, offset);
  if (here === undefined) return [];
  const whole = { from: here.from, to: here.to };
  if (here.key === "operator") return operatorNames.map((insert) => ({ insert, kind: "operator", ...whole }));
  if (here.key === "condition")
    return Object.keys(names.conditions).map((insert) => ({ insert, kind: "condition", ...whole }));
  if (here.key === "fact") {
    const roots = new Set(offered(names).map(({ path }) => path.split(".")[0] ?? path));
    return [...roots].map((insert) => ({ insert, kind: "field", ...whole }));
  }
  if (here.key === "path") return pathsBelow(sibling(text, here.pointer, "fact"), names, whole);
  return isFeel(here) ? feelNames(here, offset, names) : [];
}

const offered = ({ catalogue }: NamesHere): readonly Field[] =>
  catalogue.fields.filter(({ path }) => !path.includes("*"));

function pathsBelow(
  fact: string | undefined,
  names: NamesHere,
  place: { readonly from: number; readonly to: number },
): readonly NameOffer[] {
  if (fact === undefined) return [];
  return offered(names)
    .filter(({ path }) => path.startsWith(`${fact}.`))
    .map((field) => ({ insert: jsonPathOf(field.path, names.catalogue), kind: "field", field, ...place }));
}

/** `order.lines.sku` as `$.lines[*].sku`. */
function jsonPathOf(path: string, catalogue: Catalogue): string {
  const steps = path.split(".");
  const parts = steps.slice(1).map((step, index) => {
    const isLast = index === steps.length - 2;
    const isList = !isLast && catalogue.fieldAt(steps.slice(0, index + 2).join("."))?.type === "list";
    return `.${step}${isList ? "[*]" : ""}`;
  });
  return `$${parts.join("")}`;
}

function feelNames(here: StringHere, offset: number, names: NamesHere): readonly NameOffer[] {
  const before = here.text.slice(0, offset - here.from);
  const begun = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? "";
  const place = { from: offset - begun.length, to: offset };
  return [
    ...offered(names).map((field): NameOffer => ({ insert: field.path, kind: "field", field, ...place })),
    ...feelFunctionNames.map((name): NameOffer => ({ insert: `${name}(`, kind: "function", ...place })),
  ];
}
