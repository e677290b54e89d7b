/**
 * Small sets of rules as one function of generated code.
 *
 * The text of the code is made of fixed words and numbers alone. Whatever comes from a definition (names of facts, keys,
 * literals) is handed to it in a list of constants and is never part of the text. The code decides texts, numbers and
 * truth values by itself; for any other value, and for a test of another form, it calls the closure. So the answers and
 * warnings are those of trying the closures one after the other, which is what is done where code may not be generated.
 */
import type { Facts } from "../expression/values.ts";
import type { CompileScope } from "./compile-scope.ts";
import { keyKind, own } from "./json-path.ts";
import { shortList } from "./literal-test.ts";
import type { Notes } from "./notes.ts";
import type { FactSide } from "./sides.ts";
import type { CompiledTest, LiteralForm, Quick } from "./test.ts";

/** Trying more rules one after the other takes longer than searching them. */
export const mostRulesInCode = 32;
/** A function of more tests is too long to be made fast. */
const mostTests = 500;

type Tests = readonly { readonly compiled: CompiledTest }[];
export type FirstRule = (facts: Facts, notes: Notes) => number;
export type EveryRule = (facts: Facts, notes: Notes) => readonly number[];

/** The place of the first that holds, -1 where none does. Undefined: closures have to do. */
export function firstRuleCode(tests: Tests, scope: CompileScope): FirstRule | undefined {
  return functionOf(tests, scope, (rules) => [
    ...rules.map((rule, place) => `if (${rule}) return ${String(place)};`),
    "return -1;",
  ]) as FirstRule | undefined; // it returns numbers, as just written
}

/** The places of all that hold, in their order. Undefined: closures have to do. */
export function everyRuleCode(tests: Tests, scope: CompileScope): EveryRule | undefined {
  return functionOf(tests, scope, (rules) => [
    "const found = [];",
    ...rules.map((rule, place) => `if (${rule}) found.push(${String(place)});`),
    "return found;",
  ]) as EveryRule | undefined; // it returns a list of numbers, as just written
}

/** Reads facts into the notes' places, paths that begin alike together. */
export type FactReader = (facts: Facts, seen: unknown[]) => void;

/** Reading more than what a search looks at on its way costs more than it saves. */
const mostRead = 16;

/** Undefined: each place is read by itself when it is looked at. */
export function factReaderCode(sides: readonly FactSide[], scope: CompileScope): FactReader | undefined {
  if (!mayGenerate(scope) || sides.length > mostRead) return undefined;
  const writer = new RuleWriter();
  const body = sides.flatMap(({ fact, see }) =>
    fact.place === undefined ? [] : [`notes[${String(fact.place)}] = ${writer.valueOf({ fact, see })};`],
  );
  return made(writer, body) as FactReader | undefined; // it fills the list it is given
}

type Made = (facts: Facts, notes: never) => unknown;

function functionOf(
  tests: Tests,
  scope: CompileScope,
  bodyOf: (rules: readonly string[]) => readonly string[],
): Made | undefined {
  if (!mayGenerate(scope)) return undefined;
  const writer = new RuleWriter();
  const rules = tests.map(({ compiled }) => writer.test(compiled));
  return writer.tests > mostTests ? undefined : made(writer, bodyOf(rules));
}

function made(writer: RuleWriter, body: readonly string[]): Made | undefined {
  const names = writer.constants.map((_, place) => constantName(place));
  const lines = [
    '"use strict";',
    `const [${names.join(", ")}] = constants;`,
    "return (facts, notes) => {",
    ...writer.reads,
    ...body,
    "};",
  ];
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- its text is made in this file, of no one's words
    const make = new Function("own", "constants", lines.join("\n")) as (own: unknown, constants: unknown) => Made;
    return make(own, writer.constants);
  } catch (refused) {
    if (refused instanceof EvalError) return undefined; // the platform allows no code to be generated
    throw refused;
  }
}

/** A browser refuses it under our policy and says so in its console at each attempt, so there it is not attempted. */
const isBrowser = "document" in globalThis || "importScripts" in globalThis;

function mayGenerate(scope: CompileScope): boolean {
  return scope.context.withoutCode !== true && !isBrowser;
}

const constantName = (place: number): string => `c${String(place)}`;

/** Writes tests as expressions, and what they look at as statements before them. */
class RuleWriter {
  readonly constants: unknown[] = [];
  readonly reads: string[] = [];
  tests = 0;
  private readonly names = new Map<unknown, string>();
  private readonly values = new Map<unknown, string>();
  private readonly kinds = new Set<string>();

  test(test: CompiledTest): string {
    this.tests += 1;
    const { form } = test;
    switch (form?.kind) {
      case undefined:
        return `${this.constant(test.test)}(facts, notes) === true`;
      case "all":
      case "any":
        return this.group(form.members, form.kind);
      case "not":
        return `!(${this.test(form.inner)})`;
      case "literal":
        return this.literal(form);
    }
  }

  private group(members: readonly CompiledTest[], kind: "all" | "any"): string {
    if (members.length === 0) return "true";
    return `(${members.map((member) => this.test(member)).join(kind === "all" ? " && " : " || ")})`;
  }

  private literal({ side, quick, slow }: LiteralForm): string {
    const value = this.valueOf(side);
    const slowly = `${this.constant(slow)}(${value}, notes)`;
    switch (quick.name) {
      case "equal":
        return `(${value} === ${this.constant(quick.literal)} || !${this.isScalar(value)} && ${slowly})`;
      case "notEqual":
        return `(${value} !== ${this.constant(quick.literal)} && (${this.isScalar(value)} || ${slowly}))`;
      case "in":
        return `(${this.isScalar(value)} ? ${this.isOneOf(value, quick)} : ${slowly})`;
      case "notIn":
        return `(${this.isScalar(value)} ? !(${this.isOneOf(value, quick)}) : ${slowly})`;
      default:
        return `(${this.isNumber(value)} ? ${value} ${signs[quick.name]} ${this.constant(quick.literal)} : ${slowly})`;
    }
  }

  private isOneOf(value: string, { literal }: Extract<Quick, { name: "in" | "notIn" }>): string {
    if (literal.length === 0) return "false";
    if (literal.length > shortList) return `${this.constant(new Set(literal))}.has(${value})`;
    return literal.map((item) => `${value} === ${this.constant(item)}`).join(" || ");
  }

  /** The variable that holds what the side reads. Paths that begin alike are read together. */
  valueOf({ fact, see }: Pick<FactSide, "fact" | "see">): string {
    const { keys } = fact;
    if (keys === undefined) return this.once(see, (name) => `const ${name} = ${this.constant(see)}(facts, notes);`);
    let [above, path] = ["facts", ""];
    for (const [depth, key] of keys.entries()) {
      const from = above;
      path = `${path} ${JSON.stringify(key)}`;
      above = this.once(path, (name) => (depth === 0 ? this.root(name, key) : this.step(name, from, key)));
    }
    return above;
  }

  private root(name: string, key: string): string {
    const constant = this.constant(key);
    return keyKind(key) === "plain"
      ? `const ${name} = facts[${constant}];`
      : `const ${name} = own(facts, ${constant});`;
  }

  private step(name: string, from: string, key: string): string {
    const constant = this.constant(key);
    switch (keyKind(key)) {
      case "plain":
        return (
          `let ${name} = typeof ${from} === "object" && ${from} !== null ? ${from}[${constant}] : undefined; ` +
          `if (typeof ${name} === "function") ${name} = undefined;`
        );
      case "index":
        return `const ${name} = Array.isArray(${from}) ? ${from}[${this.constant(Number(key))}] : own(${from}, ${constant});`;
      case "own":
        return `const ${name} = own(${from}, ${constant});`;
    }
  }

  private isScalar(value: string): string {
    const types = ["string", "number", "boolean"].map((type) => `typeof ${value} === "${type}"`);
    return this.kind(`s${value}`, types.join(" || "));
  }

  private isNumber(value: string): string {
    return this.kind(`n${value}`, `typeof ${value} === "number"`);
  }

  private kind(name: string, test: string): string {
    if (!this.kinds.has(name)) this.reads.push(`const ${name} = ${test};`);
    this.kinds.add(name);
    return name;
  }

  private once(what: unknown, write: (name: string) => string): string {
    const known = this.values.get(what);
    if (known !== undefined) return known;
    const name = `v${String(this.values.size)}`;
    this.values.set(what, name);
    this.reads.push(write(name));
    return name;
  }

  private constant(value: unknown): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const name = constantName(this.constants.length);
    this.constants.push(value);
    this.names.set(value, name);
    return name;
  }
}

const signs = {
  lessThan: "<",
  lessThanInclusive: "<=",
  greaterThan: ">",
  greaterThanInclusive: ">=",
} as const;
