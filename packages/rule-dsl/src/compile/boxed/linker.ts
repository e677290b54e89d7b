import type { FeelNames } from "../../expression/syntax/names.ts";
import { type Facts, type FeelValue, fromFact } from "../../expression/values.ts";
import type { BoxedModel, ModelElement, Need } from "../../schema/boxed.ts";
import { pointerTo } from "../../schema/json-schema.ts";
import { compileBox } from "./compile-box.ts";
import { makeFunction } from "./functions.ts";
import { TypeBook } from "./item-types.ts";
import {
  type BoxContext,
  type BoxPlace,
  giveNull,
  type Piece,
  refuse,
  type Sight,
  type Site,
  typed,
  under,
} from "./piece.ts";

interface CompiledElement {
  readonly run: Piece;
  readonly fields: FeelNames | "any";
}

/** Compiles the elements of a model, each once and over the names it needs. */
export class Linker {
  readonly context: BoxContext;
  private readonly model: BoxedModel;
  private readonly compiled = new Map<string, CompiledElement>();
  private readonly open = new Set<string>();

  constructor(model: BoxedModel, timeZone: string | undefined, mistakes: BoxContext["mistakes"]) {
    this.model = model;
    this.context = { book: new TypeBook(model.types ?? {}, timeZone), timeZone, mistakes, problems: [] };
  }

  /** A value from outside as the element's type reads it. */
  received(key: string, value: FeelValue): FeelValue {
    return this.context.book.read(value, this.model.elements[key]?.type);
  }

  placeOf(key: string): BoxPlace {
    return { element: this.model.elements[key]?.name ?? key, key, path: pointerTo("/elements", key) };
  }

  /** What a service or function is called with, by the names of its parameters; undefined if it is not to be called. */
  argumentsOf(
    key: string,
    given: ReadonlyMap<string, FeelValue>,
    parameters: Readonly<Record<string, unknown>> | undefined,
  ): ReadonlyMap<string, FeelValue> | undefined {
    const element = this.model.elements[key];
    if (element?.kind === "service") {
      return new Map(
        element.inputs.map((input) => [this.model.elements[input]?.name ?? input, given.get(input) ?? null] as const),
      );
    }
    if (element?.kind !== "function" || parameters === undefined || !("function" in element.value)) return undefined;
    return new Map(
      element.value.function.flatMap(({ name, type }) =>
        Object.hasOwn(parameters, name)
          ? [[name, this.context.book.read(fromFact(parameters[name]), type)] as const]
          : [],
      ),
    );
  }

  /** The value of an element at a site, worked out once in its session. */
  element(key: string): CompiledElement {
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const element = Object.hasOwn(this.model.elements, key) ? this.model.elements[key] : undefined;
    const place = this.placeOf(key);
    if (element === undefined) return this.refused("unknown-requirement", place, { name: key });
    if (this.open.has(key)) return this.whileOpen(key, element, place);
    this.open.add(key);
    const made = this.compile(key, element, place);
    const piece: CompiledElement = { run: this.once(key, element, made.run), fields: made.fields };
    this.open.delete(key);
    this.compiled.set(key, piece);
    return piece;
  }

  private compile(key: string, element: ModelElement, place: BoxPlace): CompiledElement {
    switch (element.kind) {
      case "input":
        return this.inputPiece(element, place);
      case "decision":
        return this.decisionPiece(element, place);
      case "function":
        return this.functionPiece(key, element, place);
      case "service":
        return this.servicePiece(element, place);
    }
  }

  /** A function may call itself; a decision that needs itself has no value. */
  private whileOpen(key: string, element: ModelElement, place: BoxPlace): CompiledElement {
    if (element.kind !== "function" && element.kind !== "service") {
      return this.refused("requirement-cycle", place, { name: element.name });
    }
    return { run: (site) => this.compiled.get(key)?.run(site) ?? null, fields: "any" };
  }

  private refused(
    code: "unknown-requirement" | "requirement-cycle",
    place: BoxPlace,
    data: { name: string },
  ): CompiledElement {
    refuse(this.context, place, code, data);
    return { run: (site) => giveNull(site, code, place, data), fields: "any" };
  }

  /** Worked out at most once in a session, unless its value is given. */
  private once(key: string, { name, type }: ModelElement, run: Piece): Piece {
    const place = this.placeOf(key);
    const { book } = this.context;
    return (site) => {
      const { values, given } = site.session;
      const known = values.get(key);
      if (known !== undefined) return known;
      const received = given.get(key);
      const value = received === undefined ? run(site) : book.coerce(received, type, site.frame);
      if (value === undefined) giveNull(site, "wrong-value-type", place, { name, type });
      values.set(key, value ?? null);
      return value ?? null;
    };
  }

  private inputPiece({ name, type }: ModelElement, place: BoxPlace): CompiledElement {
    this.checkType(type, place);
    return { run: (site) => giveNull(site, "missing-value", place, { name }), fields: this.context.book.namesOf(type) };
  }

  private decisionPiece(element: Extract<ModelElement, { kind: "decision" }>, place: BoxPlace): CompiledElement {
    const { sight, facts } = this.needed(element.needs, place);
    const { context } = this;
    this.checkType(element.type, place);
    const box = compileBox(element.value, { sight, context, place: under(place, "value") });
    const run = typed((site) => box.run({ ...site, facts: facts(site) }), element.type, { place, context });
    return { run, fields: box.fields === "any" ? context.book.namesOf(element.type) : box.fields };
  }

  private functionPiece(
    key: string,
    element: Extract<ModelElement, { kind: "function" }>,
    place: BoxPlace,
  ): CompiledElement {
    const isItself = element.needs.some(({ as, under: model }) => as === element.name && model === undefined);
    const needs = isItself ? element.needs : [...element.needs, { element: key, as: element.name }];
    const { sight, facts } = this.needed(needs, place);
    const { context } = this;
    const result = context.book.resultOf(element.type);
    const { value } = element;
    if (!("function" in value)) {
      const other = compileBox(value, { sight, context, place: under(place, "value") });
      return { run: (site) => other.run({ ...site, facts: facts(site) }), fields: "any" };
    }
    const inner = compileBox(value.body, {
      sight: new Map([
        ...sight,
        ...value.function.map(({ name, type }) => [name, context.book.namesOf(type)] as const),
      ]),
      context,
      place: under(place, "value", "body"),
    });
    const body = typed(asFarAsItFits(inner.run, element.type, context), result, { place, context });
    const run: Piece = (site) =>
      makeFunction(
        {
          parameters: value.function,
          result: result ?? value.body.type,
          mismatch: "no-call",
          context,
          place,
          body: (values, at) => {
            const own = value.function.map(({ name }, index) => [name, values[index] ?? null] as const);
            return body({ ...at, facts: { ...facts(at), ...Object.fromEntries(own) } });
          },
        },
        site,
      );
    return { run, fields: inner.fields };
  }

  /** A service works on what it is given and nothing else: a session of its own. */
  private servicePiece(element: Extract<ModelElement, { kind: "service" }>, place: BoxPlace): CompiledElement {
    const { context } = this;
    const declared = context.book.parametersOf(element.type);
    const parameters = element.inputs.map((key) => {
      const { name = key, type = declared.find((each) => each.name === name)?.type } = this.model.elements[key] ?? {};
      return { key, name, ...(type !== undefined && { type }) };
    });
    const outputs = element.outputs.map((key) => ({ key, name: this.model.elements[key]?.name ?? key }));
    const pieces = outputs.map(({ key }) => this.element(key));
    const result = context.book.resultOf(element.type);
    const several: Piece = (site) =>
      Object.fromEntries(outputs.map(({ name }, index) => [name, pieces[index]?.run(site) ?? null]));
    const [only] = pieces;
    const given = only !== undefined && pieces.length === 1 ? only.run : several;
    const body = typed(asFarAsItFits(given, element.type, context), result, { place, context });
    const run: Piece = (site) =>
      makeFunction(
        {
          parameters,
          result,
          mismatch: "no-argument",
          context,
          place,
          body: (values, at) => {
            const received = new Map(parameters.map(({ key }, index) => [key, values[index] ?? null]));
            return body({ ...at, facts: {}, session: { ...at.session, given: received, values: new Map() } });
          },
        },
        site,
      );
    return {
      run,
      fields:
        pieces.length === 1
          ? (only?.fields ?? "any")
          : new Map(outputs.map(({ name }, index) => [name, pieces[index]?.fields ?? "any"])),
    };
  }

  /** The names an element sees, and their values at a site. */
  private needed(
    needs: readonly Need[],
    place: BoxPlace,
  ): { readonly sight: Sight; readonly facts: (site: Site) => Facts } {
    const own = needs.filter((need) => need.under === undefined);
    const models = [...new Set(needs.flatMap((need) => (need.under === undefined ? [] : [need.under])))];
    const link = (list: readonly Need[]): readonly { readonly as: string; readonly element: CompiledElement }[] =>
      list.map(({ as, element }) => ({ as, element: this.element(element) }));
    const names = link(own);
    const imported = models.map((model) => ({ model, names: link(needs.filter((need) => need.under === model)) }));
    const fieldsOf = (list: typeof names): FeelNames => new Map(list.map(({ as, element }) => [as, element.fields]));
    const valuesOf = (list: typeof names, site: Site): Facts =>
      Object.fromEntries(list.map(({ as, element }) => [as, element.run(site)]));
    this.checkNames(needs, place);
    return {
      sight: new Map([
        ...names.map(({ as, element }) => [as, element.fields] as const),
        ...imported.map((each) => [each.model, fieldsOf(each.names)] as const),
      ]),
      facts: (site) => ({
        ...valuesOf(names, site),
        ...Object.fromEntries(imported.map((each) => [each.model, valuesOf(each.names, site)])),
      }),
    };
  }

  private checkNames(needs: readonly Need[], place: BoxPlace): void {
    const seen = new Set<string>();
    for (const { as, under: model = "" } of needs) {
      const name = `${model}.${as}`;
      if (seen.has(name)) refuse(this.context, place, "duplicate-name", { name: as });
      seen.add(name);
    }
  }

  private checkType(type: string | undefined, place: BoxPlace): void {
    if (type === undefined || this.context.book.has(type)) return;
    refuse(this.context, place, "unknown-type", { name: type });
  }
}

/**
 * A function's own type should be a function type; older files name what it gives instead, and not always rightly. A
 * value that is of it is taken so (out of a list of one, or into one), any other stays as it is.
 */
function asFarAsItFits(run: Piece, type: string | undefined, { book }: BoxContext): Piece {
  if (type === undefined || book.isFunctionType(type)) return run;
  return (site) => {
    const value = run(site);
    return book.coerce(value, type, site.frame) ?? value;
  };
}
