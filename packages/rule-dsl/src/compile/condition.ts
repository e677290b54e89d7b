import type { ConditionTrace } from "../explain/trace.ts";
import type { AllGroup, AnyGroup, Condition } from "../schema/condition.ts";
import { brokenTest } from "./broken-test.ts";
import { CompileScope, MAX_CONDITIONS } from "./compile-scope.ts";
import type { CompileContext, CompiledCondition } from "./evaluation.ts";
import { compileFactLeaf } from "./fact-leaf.ts";
import { compileFeelLeaf } from "./feel-leaf.ts";
import { everyTest, someTest } from "./group-test.ts";
import { Notes } from "./notes.ts";
import { priorityOf } from "./priorities.ts";
import { type CompiledTest, missOf, type Test, type Tracer } from "./test.ts";

/** Compiles one condition; a fact it reads is there or missing, nothing is fetched. */
export function compileCondition(condition: Condition, context: CompileContext = {}): CompiledCondition {
  const scope = new CompileScope(context);
  const compiled = compileTest(condition, scope);
  let tracer: Tracer | undefined;
  return {
    reads: scope.reads,
    evaluate(facts, options) {
      const notes = new Notes();
      const held = compiled.test(facts, notes) === true;
      if (options?.trace !== true) return { held, warnings: notes.warnings };
      tracer ??= compiled.tracer("");
      return { held, warnings: notes.warnings, trace: tracer(facts, new Notes()) };
    },
  };
}

/**
 * json-rules-engine's groups: members of one priority are looked at together, higher ones first, and nothing further
 * once the outcome is certain. With facts to fetch the logic has three values (Kleene): a group waits for a fact only
 * when its outcome depends on it, and the next priority is not looked at before.
 */
export function compileTest(condition: Condition, scope: CompileScope, within: readonly string[] = []): CompiledTest {
  if (!scope.takeCondition()) return brokenTest(scope.warning("conditions-too-many", { limit: MAX_CONDITIONS }));
  if ("all" in condition) return compileGroup(condition, scope, within);
  if ("any" in condition) return compileGroup(condition, scope, within);
  if ("not" in condition) return compileNot(condition.not, scope, within);
  if ("condition" in condition) return compileNamed(condition.condition, scope, within);
  if ("feel" in condition) return compileFeelLeaf(condition, scope);
  return compileFactLeaf(condition, scope);
}

interface Member {
  readonly compiled: CompiledTest;
  readonly priority: number;
}

function compileGroup(group: AllGroup | AnyGroup, scope: CompileScope, within: readonly string[]): CompiledTest {
  const kind = "all" in group ? "all" : "any";
  const conditions = "all" in group ? group.all : group.any;
  const members = conditions.map((each) => ({
    compiled: compileTest(each, scope, within),
    priority: priorityOf(each),
  }));
  const parts = members.map((member) => member.compiled);
  const sets = byPriority(members);
  return {
    test: groupTest(kind, sets, scope),
    form: { kind, members: sets.flat() },
    misses: groupMisses(kind, parts),
    tracer: (at) => groupTracer(kind, members, at),
  };
}

/** Members by priority, highest first, in written order inside one. */
function byPriority(members: readonly Member[]): readonly (readonly CompiledTest[])[] {
  const priorities = [...new Set(members.map((member) => member.priority))].sort((a, b) => b - a);
  return priorities.map((priority) =>
    members.filter((member) => member.priority === priority).map((member) => member.compiled),
  );
}

function groupTest(kind: "all" | "any", sets: readonly (readonly CompiledTest[])[], scope: CompileScope): Test {
  // json-rules-engine 7 holds an empty group for true, `any` as well.
  if (sets.length === 0) return () => true;
  const tests = sets.map((set) => set.map((member) => member.test));
  if (scope.fetched.size > 0) return waitingGroup(kind === "any", tests);
  return kind === "all" ? everyTest(tests.flat()) : someTest(tests.flat());
}

/** `decides` is the outcome of one member that settles the group: true for any, false for all. */
function waitingGroup(decides: boolean, sets: readonly (readonly Test[])[]): Test {
  return (facts, notes) => {
    const mark = notes.mark;
    for (const set of sets) {
      for (const test of set) {
        if (test(facts, notes) !== decides) continue;
        notes.forget(mark);
        return decides;
      }
      if (notes.mark > mark) return undefined;
    }
    return !decides;
  };
}

function groupMisses(kind: "all" | "any", parts: readonly CompiledTest[]): CompiledTest["misses"] {
  if (parts.length === 0) return () => 0;
  if (kind === "any")
    return (facts, notes) => {
      let least = Infinity;
      for (const part of parts) least = Math.min(least, part.misses(facts, notes));
      return least;
    };
  return (facts, notes) => {
    let sum = 0;
    for (const part of parts) sum += part.misses(facts, notes);
    return sum;
  };
}

function groupTracer(kind: "all" | "any", members: readonly Member[], at: string): Tracer {
  const tracers = members.map((member, index) => member.compiled.tracer(`${at}/${kind}/${String(index)}`));
  const decides = kind === "any";
  return (facts, notes) => {
    const children: ConditionTrace[] = [];
    let isDecided = false;
    let isOpen = false;
    for (const trace of tracers) {
      const child = trace(facts, notes);
      children.push(child);
      if (child.unread === true) isOpen = true;
      else if (child.held === decides) isDecided = true;
    }
    if (isOpen && !isDecided) return { at, held: false, unread: true, children };
    return { at, held: children.length === 0 || isDecided === decides, children };
  };
}

function compileNot(inner: Condition, scope: CompileScope, within: readonly string[]): CompiledTest {
  const compiled = compileTest(inner, scope, within);
  const test: Test = (facts, notes) => {
    const held = compiled.test(facts, notes);
    return held === undefined ? undefined : !held;
  };
  return {
    test,
    form: { kind: "not", inner: compiled },
    misses: missOf(test),
    tracer: (at) => {
      const trace = compiled.tracer(`${at}/not`);
      return (facts, notes) => {
        const child = trace(facts, notes);
        return child.unread === true
          ? { at, held: false, unread: true, children: [child] }
          : { at, held: !child.held, children: [child] };
      };
    },
  };
}

/** `within` are the named conditions that are being compiled around this one. */
function compileNamed(name: string, scope: CompileScope, within: readonly string[]): CompiledTest {
  const named = Object.hasOwn(scope.conditions, name) ? scope.conditions[name] : undefined;
  if (named === undefined) return brokenTest(scope.warning("unknown-condition", { name }));
  if (within.includes(name)) return brokenTest(scope.warning("condition-cycle", { name }));
  const compiled = compileTest(named, scope, [...within, name]);
  return {
    test: compiled.test,
    ...(compiled.form && { form: compiled.form }),
    misses: compiled.misses,
    tracer: (at) => {
      const trace = compiled.tracer(`/conditions/${name}`);
      return (facts, notes) => {
        const child = trace(facts, notes);
        return child.unread === true
          ? { at, held: false, unread: true, children: [child] }
          : { at, held: child.held, children: [child] };
      };
    },
  };
}
