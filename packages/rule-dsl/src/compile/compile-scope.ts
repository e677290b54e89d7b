import type { Code, CodeData } from "../codes/codes.ts";
import type { Facts } from "../expression/values.ts";
import { feelTypeOf, isPersonal as standardIsPersonal } from "../facts/catalogue.ts";
import type { FeelFieldType } from "../expression/compile/scope.ts";
import type { FeelNames } from "../expression/syntax/names.ts";
import type { JsonValue } from "../schema/common.ts";
import type { NamedConditions } from "../schema/condition.ts";
import type { TracedValue } from "../explain/trace.ts";
import { isMoney, majorUnits, isNumeric } from "./comparable.ts";
import type { CompileContext, EvaluationWarning } from "./evaluation.ts";
import { toDouble } from "../expression/numbers.ts";

/** Roots that every expression may read (S18). */
const standardRoots = ["order", "orders", "vars", "metrics", "quotas", "now", "event"] as const;

/** What all scopes of one definition add to. */
interface Shared {
  readonly reads: Set<string>;
  readonly warnings: Map<string, EvaluationWarning>;
  conditions: number;
  places: number;
}

/** Named conditions written out where they stand may multiply; beyond this a definition is not taken for honest. */
export const MAX_CONDITIONS = 500_000;

/** What is known while one definition is compiled: names in sight, named conditions, and the paths it turns out to read. */
export class CompileScope {
  readonly context: CompileContext;
  readonly baseCurrency: string;
  readonly names: readonly string[];
  readonly conditions: NamedConditions;
  /** Ids of the facts that are fetched when they are read (S15). */
  readonly fetched: ReadonlySet<string>;
  /** Those of them that other decisions give: to look at one may decide it. */
  readonly called: ReadonlySet<string>;
  private readonly definition: Shared;
  /** Fact paths that alias names stand for: `line` is `order.lines`. */
  private readonly aliases: Readonly<Record<string, string>>;
  private readonly made = new Map<string, object>();

  constructor(
    context: CompileContext,
    place: {
      readonly names?: readonly string[];
      readonly conditions?: NamedConditions | undefined;
      readonly fetched?: readonly string[];
      readonly called?: readonly string[];
    } = {},
    inherited?: CompileScope,
    aliases: Readonly<Record<string, string>> = {},
  ) {
    this.context = context;
    this.baseCurrency = context.baseCurrency ?? "CNY";
    this.fetched = new Set(place.fetched ?? []);
    this.called = new Set(place.called ?? []);
    this.names = [...new Set([...standardRoots, ...(context.names ?? []), ...this.fetched, ...(place.names ?? [])])];
    this.conditions = { ...context.conditions, ...place.conditions };
    this.definition = inherited?.definition ?? { reads: new Set(), warnings: new Map(), conditions: 0, places: 0 };
    this.aliases = aliases;
  }

  /** The same definition, with one more name in sight; `path` is the list its values come from. */
  within(name: string, path?: string): CompileScope {
    const aliases = path === undefined ? this.aliases : { ...this.aliases, [name]: this.canonical(path) };
    return new CompileScope(
      this.context,
      {
        names: [...this.names, name],
        conditions: this.conditions,
        fetched: [...this.fetched],
        called: [...this.called],
      },
      this,
      aliases,
    );
  }

  /** The same, with a type for a path of which nothing else is known. */
  typing(path: string, type: FeelFieldType): CompileScope {
    const { fieldType = feelTypeOf } = this.context;
    const known = (asked: string): FeelFieldType | undefined =>
      fieldType(asked) ?? (asked === this.canonical(path) ? type : undefined);
    const place = {
      names: this.names,
      conditions: this.conditions,
      fetched: [...this.fetched],
      called: [...this.called],
    };
    return new CompileScope({ ...this.context, fieldType: known }, place, this, this.aliases);
  }

  read(path: string): void {
    this.definition.reads.add(path);
  }

  /** What is made once for a scope however often it is written, such as equal leaves of many rules. `key` tells its type. */
  shared<T extends object>(key: string, make: () => T): T {
    const known = this.made.get(key) ?? make();
    this.made.set(key, known);
    return known as T; // a key is made by one caller only
  }

  /** A place of its own in the notes of every evaluation of the definition. */
  takePlace(): number {
    this.definition.places += 1;
    return this.definition.places - 1;
  }

  get reads(): readonly string[] {
    return [...this.definition.reads].sort();
  }

  /** Counts one more condition; false when there are too many. */
  takeCondition(): boolean {
    this.definition.conditions += 1;
    return this.definition.conditions <= MAX_CONDITIONS;
  }

  /** One object per code and data, so that a definition warns once however often it looks. */
  warning(code: Code, data: CodeData = {}): EvaluationWarning {
    const key = code + JSON.stringify(data);
    const known = this.definition.warnings.get(key) ?? { code, data };
    this.definition.warnings.set(key, known);
    return known;
  }

  /** The names as FEEL's parser takes them; one object per set of names, for parsers are kept by it. */
  get feelNames(): FeelNames {
    return internedNames(this.names);
  }

  /** `line.sku` as `order.lines.sku`. */
  canonical(path: string): string {
    const [root = "", ...rest] = path.split(".");
    const stands = Object.hasOwn(this.aliases, root) ? this.aliases[root] : undefined;
    return [stands ?? root, ...rest].join(".");
  }

  /**
   * How traces keep the value at a path: a personal one, and whatever is no plain value, only as the path (S19).
   * `reads` are the facts it comes from.
   */
  tracing(path: string, reads: readonly string[] = [path]): (value: unknown) => TracedValue {
    const ref = { ref: path };
    const isPersonal = this.context.isPersonal ?? standardIsPersonal;
    if (reads.some((read) => isPersonal(this.canonical(read)))) return () => ref;
    return (value) => {
      const plain = plainValue(value, this.baseCurrency);
      return plain === undefined ? ref : { value: plain };
    };
  }
}

const longestTracedList = 20;

/** A value small and plain enough to keep: money as its number in the base currency, otherwise whole. */
function plainValue(value: unknown, baseCurrency: string): JsonValue | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  if (isNumeric(value)) return toDouble(value);
  if (isMoney(value))
    return value.currency === baseCurrency
      ? toDouble(majorUnits(value))
      : { minorUnits: value.minorUnits, currency: value.currency };
  if (!Array.isArray(value) || value.length > longestTracedList) return undefined;
  const items = value.map((item: unknown) => plainValue(item, baseCurrency));
  return items.every((item) => item !== undefined) ? items : undefined;
}

const nameSets = new Map<string, FeelNames>();
const mostNameSets = 500;

function internedNames(names: readonly string[]): FeelNames {
  const key = names.join(" ");
  const known = nameSets.get(key) ?? new Set(names);
  if (nameSets.size >= mostNameSets) nameSets.clear();
  nameSets.set(key, known);
  return known;
}

/** True when a fetched fact is still to be fetched. Null is an answer: the fetch gave none. */
export function isUnfetched(facts: Facts, factId: string): boolean {
  return !Object.hasOwn(facts, factId) || facts[factId] === undefined;
}

/** Facts with more of them. Where reading a fact may decide another decision, none is read on the way. */
export function withFacts(facts: Facts, more: Facts, { called }: CompileScope): Facts {
  if (called.size === 0) return { ...facts, ...more };
  const all = { ...Object.getOwnPropertyDescriptors(facts), ...Object.getOwnPropertyDescriptors(more) };
  return Object.defineProperties({}, all);
}
