import type { TracedValue } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import { comparisonIn, sideOf } from "../expression/comparison-text.ts";
import type { FeelLeaf } from "../schema/condition.ts";
import type { CompileScope } from "./compile-scope.ts";
import { type FeelProgram, feelProgram } from "./feel-program.ts";
import { Notes } from "./notes.ts";
import { askFor, type CompiledTest, missOf, type Test, type Tracer } from "./test.ts";

/** `{"feel": "..."}`: holds when the expression is true. Null is false with a warning (S10), anything else as well. */
export function compileFeelLeaf(leaf: FeelLeaf, scope: CompileScope): CompiledTest {
  const program = feelProgram(leaf.feel, scope);
  const missing = scope.warning("missing-value", { path: leaf.feel });
  const notLogical = scope.warning("wrong-operand", { path: leaf.feel, operator: "feel" });
  const plain: Test = (facts, notes) => {
    const value = program.run(facts, notes);
    if (value === true || value === false) return value;
    notes.warn(value === null ? missing : notLogical);
    return false;
  };
  const { fetched } = program;
  const test: Test =
    fetched.length === 0 ? plain : (facts, notes) => (askFor(fetched, facts, notes) ? undefined : plain(facts, notes));
  return {
    test,
    misses: missOf(test),
    tracer: (at) => feelTracer({ feel: leaf.feel, program, test: plain, scope, at }),
  };
}

interface Traced {
  readonly feel: string;
  readonly program: FeelProgram;
  readonly test: Test;
  readonly scope: CompileScope;
  readonly at: string;
}

function feelTracer({ feel, program, test, scope, at }: Traced): Tracer {
  const readers = program.reads.map((path) => ({ path, read: pathReader(path), show: scope.tracing(path) }));
  const sides = sidesReader(feel, program.reads, scope);
  return (facts, notes) => {
    if (askFor(program.fetched, facts, new Notes())) return { at, held: false, unread: true };
    const reads: Record<string, TracedValue> = {};
    for (const { path, read, show } of readers) reads[path] = show(read(facts));
    const missing = readers.some(({ read }) => (read(facts) ?? null) === null);
    const held = test(facts, notes) === true;
    return { at, held, reads, ...(sides && { sides: sides(facts) }), ...(missing && { missing }) };
  };
}

type SideReader = (facts: Facts) => TracedValue;

/** What stands on both sides, where the expression is a comparison. A side made of personal values is only referred to. */
function sidesReader(
  feel: string,
  reads: readonly string[],
  scope: CompileScope,
): ((facts: Facts) => readonly [TracedValue, TracedValue]) | undefined {
  const comparison = comparisonIn(feel);
  if (comparison === undefined) return undefined;
  const [left, right] = [sideReader(comparison.left, reads, scope), sideReader(comparison.right, reads, scope)];
  return (facts) => [left(facts), right(facts)];
}

/** `reads`: all that the comparison reads. A literal beside a personal value may be that very value, and is not kept either. */
function sideReader(text: string, reads: readonly string[], scope: CompileScope): SideReader {
  const side = sideOf(text);
  if (side.kind === "literal") {
    const kept = scope.tracing("literal", reads)(side.value);
    return () => kept;
  }
  const program = feelProgram(text, scope);
  const show = scope.tracing(text, program.reads);
  // What a path leads to is kept as the order says it: FEEL would make a moment of a text.
  const read = side.kind === "path" ? pathReader(text) : (facts: Facts) => program.run(facts, new Notes());
  return (facts) => show(read(facts));
}

/** Reads a dotted path as FEEL does: through a list it is the list of what each item has. */
function pathReader(path: string): (facts: Facts) => unknown {
  const keys = path.split(".");
  return (facts) => keys.reduce<unknown>(step, facts);
}

function step(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => step(item, key));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key]; // own, as just checked
}
