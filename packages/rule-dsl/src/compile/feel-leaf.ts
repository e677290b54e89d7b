import type { ConditionTrace, TracedValue } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { FeelLeaf } from "../schema/condition.ts";
import type { CompileScope } from "./compile-scope.ts";
import { type FeelProgram, feelProgram } from "./feel-program.ts";
import { accessor } from "./json-path.ts";
import { Notes } from "./notes.ts";
import { askFor, type CompiledTest, missOf, type Test } from "./test.ts";

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
  return { test, misses: missOf(test), tracer: (at) => feelTracer({ program, test: plain, scope, at }) };
}

interface Traced {
  readonly program: FeelProgram;
  readonly test: Test;
  readonly scope: CompileScope;
  readonly at: string;
}

function feelTracer({ program, test, scope, at }: Traced): (facts: Facts) => ConditionTrace {
  const readers = program.reads.map((path) => ({ path, read: pathReader(path), show: scope.tracing(path) }));
  return (facts) => {
    if (askFor(program.fetched, facts, new Notes())) return { at, held: false, unread: true };
    const reads: Record<string, TracedValue> = {};
    for (const { path, read, show } of readers) reads[path] = show(read(facts));
    const missing = readers.some(({ read }) => (read(facts) ?? null) === null);
    const seen: ConditionTrace = { at, held: test(facts, new Notes()) === true, reads };
    return missing ? { ...seen, missing: true } : seen;
  };
}

/** Reads a dotted path; a path that goes through a list finds nothing here, for it has no one value. */
function pathReader(path: string): (facts: Facts) => unknown {
  return accessor(path.split(".").map((key) => ({ key })));
}
