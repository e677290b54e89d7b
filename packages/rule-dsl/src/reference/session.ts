/**
 * The reference evaluator: slow and obviously right. It walks the definition anew for every evaluation and shares
 * nothing with compile/ but FEEL and the contracts, so that each can be held against the other.
 */
import type { Code, CodeData } from "../codes/codes.ts";
import type { CompileContext, EvaluationWarning } from "../compile/evaluation.ts";
import { compileFeel, compileUnaryTests, type FeelContext } from "../expression/compile-feel.ts";
import { type Facts, type FeelValue, toJson } from "../expression/values.ts";
import { feelTypeOf } from "../facts/catalogue.ts";
import type { JsonValue } from "../schema/common.ts";
import type { NamedConditions } from "../schema/condition.ts";

/** One evaluation: what it may read, and what it has to say so far. */
export interface Session {
  readonly context: CompileContext;
  readonly conditions: NamedConditions;
  /** Names that expressions may read. */
  readonly names: readonly string[];
  /** Ids of facts that are fetched when they are read. */
  readonly fetched: readonly string[];
  /** Fact paths that names stand for: `line` is `order.lines`. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly warnings: EvaluationWarning[];
}

export function startSession(
  context: CompileContext,
  definition: {
    readonly conditions?: NamedConditions;
    readonly facts?: readonly { readonly id: string }[];
    readonly calls?: readonly { readonly id: string }[];
  },
): Session {
  const fetched = [...(definition.facts ?? []), ...(definition.calls ?? [])].map((each) => each.id);
  const roots = ["order", "orders", "vars", "metrics", "quotas", "now", "event"];
  return {
    context,
    conditions: { ...context.conditions, ...definition.conditions },
    names: [...roots, ...(context.names ?? []), ...fetched],
    fetched,
    aliases: {},
    warnings: [],
  };
}

/** One more name in sight. `of` is the expression its values come from; a plain path gives them their types. */
export function withName(session: Session, name: string, of = ""): Session {
  const names = [...session.names, name];
  const path = of.slice(1).trim();
  const isPath = /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(path);
  return { ...session, names, aliases: isPath ? { ...session.aliases, [name]: path } : session.aliases };
}

export function warn(session: Session, code: Code, data: CodeData): void {
  const text = JSON.stringify([code, data]);
  if (session.warnings.some((warning) => JSON.stringify([warning.code, warning.data]) === text)) return;
  session.warnings.push({ code, data });
}

/** Which of the fetched facts that `reads` name are still to be fetched. */
export function unfetched(session: Session, reads: readonly string[], facts: Facts): readonly string[] {
  return session.fetched.filter(
    (id) => reads.some((path) => path === id || path.startsWith(`${id}.`)) && facts[id] === undefined,
  );
}

/** What an expression reads; nothing when it does not compile. */
export function readsOfFeel(session: Session, text: string): readonly string[] {
  const compiled = compileFeel(text, feelContext(session));
  return compiled.ok ? compiled.compiled.reads : [];
}

export function readsOfCell(session: Session, text: string): readonly string[] {
  const compiled = compileUnaryTests(text, feelContext(session));
  return compiled.ok ? compiled.compiled.reads : [];
}

/** The value of an expression (without `=`); null with a warning when it does not compile. */
export function feel(session: Session, text: string, facts: Facts): FeelValue {
  const compiled = compileFeel(text, feelContext(session));
  if (!compiled.ok) {
    warn(session, "bad-expression", { from: compiled.problems[0]?.from ?? 0, text });
    return null;
  }
  const result = compiled.compiled.evaluate(facts, { now: clock(facts) });
  for (const { code, data } of result.warnings) {
    const name = data?.["name"];
    warn(session, code, { path: typeof name === "string" ? name : text, ...data, expression: text });
  }
  return result.value;
}

export function cellAccepts(session: Session, text: string, input: FeelValue, facts: Facts): boolean {
  const compiled = compileUnaryTests(text, feelContext(session));
  return compiled.ok && compiled.compiled.evaluate(input, facts, { now: clock(facts) }).value === true;
}

export function feelJson(session: Session, text: string, facts: Facts): JsonValue {
  return toJson(feel(session, text, facts)) as JsonValue; // toJson makes nothing but JSON
}

function feelContext({ context, names, aliases }: Session): FeelContext {
  const typeOf = context.fieldType ?? feelTypeOf;
  const full = (path: string): string =>
    path.replace(/^[^.]+/, (root) => (Object.hasOwn(aliases, root) ? (aliases[root] ?? root) : root));
  return { names: setOf(names), timeZone: context.timeZone, types: (path) => typeOf(full(path)) };
}

function clock(facts: Facts): number | undefined {
  const now = facts["now"];
  const instant = typeof now === "string" ? Date.parse(now) : now;
  return typeof instant === "number" && Number.isFinite(instant) ? instant : undefined;
}

/** Facts with more of them, none of which is read on the way: to read one may decide another decision. */
export function withFacts(facts: Facts, more: Facts): Facts {
  const all = {};
  Object.defineProperties(all, Object.getOwnPropertyDescriptors(facts));
  Object.defineProperties(all, Object.getOwnPropertyDescriptors(more));
  return all;
}

const nameSets = new Map<string, ReadonlySet<string>>();
const MOST_SETS = 100;

/** One set for the same names: a parser is made for each set, which takes longer than to evaluate with it. */
function setOf(names: readonly string[]): ReadonlySet<string> {
  const key = names.join(" ");
  const known = nameSets.get(key) ?? new Set(names);
  if (nameSets.size >= MOST_SETS) nameSets.clear();
  nameSets.set(key, known);
  return known;
}
