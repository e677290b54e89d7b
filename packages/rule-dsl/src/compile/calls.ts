/**
 * Decisions that a decision calls. What a call gives is a fact by the call's id: it is decided when it is first read,
 * once in an evaluation. What the called decision needs to fetch is asked for under `<call>.<fact>`; an incident of it
 * is the caller's own.
 */
import type { DecisionTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonObject } from "../schema/common.ts";
import type { DecisionCall, DecisionDefinition, FetchedFact } from "../schema/decision.ts";
import { type CompileScope, isUnfetched } from "./compile-scope.ts";
import type { CompileContext, CompiledDecision, Evaluation, EvaluationWarning, FactNeed } from "./evaluation.ts";
import { Notes } from "./notes.ts";
import { type ValueProgram, valueProgram } from "./value.ts";

interface CompiledCall {
  readonly id: string;
  /** Undefined where there is no such decision, or it leads back to the caller: the call has no value then. */
  readonly decision: CompiledDecision | undefined;
  readonly input: ValueProgram;
  readonly missing: EvaluationWarning;
}

export type CompileOther = (definition: DecisionDefinition, context: CompileContext) => CompiledDecision;

export class DecisionCalls {
  private readonly calls: readonly CompiledCall[];

  private constructor(calls: readonly CompiledCall[]) {
    this.calls = calls;
  }

  /** Undefined when the decision calls none. */
  static of(definition: DecisionDefinition, scope: CompileScope, compile: CompileOther): DecisionCalls | undefined {
    const { calls = [] } = definition;
    if (calls.length === 0) return undefined;
    const { context } = scope;
    const calling = [...(context.calling ?? []), definition.id];
    const compiled = calls.map((call): CompiledCall => {
      const found = calling.includes(call.decision) ? undefined : context.decision?.(call.decision, call.version);
      return {
        id: call.id,
        decision: found && compile(found, { ...context, calling }),
        input: valueProgram(call.input ?? {}, scope),
        missing: missingCall(call, calling, scope),
      };
    });
    return new DecisionCalls(compiled);
  }

  /** The facts that called decisions fetch, as the caller asks for them. */
  get facts(): readonly FetchedFact[] {
    return this.calls.flatMap(({ id, decision }) =>
      (decision?.facts ?? []).map((fact) => ({ ...fact, id: `${id}.${fact.id}` })),
    );
  }

  get reads(): readonly string[] {
    return this.calls.flatMap(({ decision }) => decision?.reads ?? []);
  }

  /** One evaluation of the caller. */
  start(facts: Facts, isTraced: boolean): RunningCalls {
    return new RunningCalls(this.calls, facts, isTraced);
  }
}

function missingCall({ decision }: DecisionCall, calling: readonly string[], scope: CompileScope): EvaluationWarning {
  const start = calling.indexOf(decision);
  if (start < 0) return scope.warning("unknown-decision", { id: decision });
  return scope.warning("decision-cycle", { path: [...calling.slice(start), decision].join(" → ") });
}

export class RunningCalls {
  /** The given facts, and for each call its value, decided when it is read. */
  readonly facts: Facts;
  private readonly calls: readonly CompiledCall[];
  private readonly given: Facts;
  private readonly isTraced: boolean;
  private readonly made = new Map<string, Evaluation>();
  private readonly warned = new Set<EvaluationWarning>();
  /** What the inputs of calls wait for. */
  private readonly waiting = new Map<string, readonly string[]>();
  private isOver = false;

  constructor(calls: readonly CompiledCall[], given: Facts, isTraced: boolean) {
    this.calls = calls;
    this.given = given;
    this.isTraced = isTraced;
    const own = Object.getOwnPropertyDescriptors(given);
    const results = calls.map((call) => [call.id, { enumerable: true, get: () => this.valueOf(call) }] as const);
    this.facts = Object.defineProperties({}, { ...own, ...Object.fromEntries(results) });
  }

  private valueOf(call: CompiledCall): unknown {
    const evaluation = this.made.get(call.id) ?? (this.isOver ? undefined : this.make(call));
    if (evaluation === undefined || evaluation.kind === "needs") return undefined;
    return evaluation.kind === "value" ? evaluation.value : null;
  }

  private make({ id, decision, input, missing }: CompiledCall): Evaluation | undefined {
    if (decision === undefined) {
      this.warned.add(missing);
      return this.keep(id, { kind: "value", value: null, warnings: [] });
    }
    const before = input.fetched.filter((other) => isUnfetched(this.facts, other));
    this.waiting.set(id, before);
    if (before.length > 0) return undefined;
    const vars = { ...(this.given["vars"] as JsonObject | undefined), ...this.inputOf(input) }; // variables are a map
    const own = decision.facts.map((fact) => [fact.id, this.given[`${id}.${fact.id}`]] as const);
    const facts = Object.defineProperties({}, Object.getOwnPropertyDescriptors(this.given));
    return this.keep(
      id,
      decision.evaluate(Object.assign(facts, Object.fromEntries(own), { vars }), { trace: this.isTraced }),
    );
  }

  private inputOf(input: ValueProgram): JsonObject {
    const notes = new Notes();
    const value = input.run(this.facts, notes) as JsonObject; // a map of inputs gives a map
    for (const warning of notes.warnings) this.warned.add(warning);
    return value;
  }

  private keep(id: string, evaluation: Evaluation): Evaluation {
    this.made.set(id, evaluation);
    return evaluation;
  }

  /** From now on nothing more is decided: a trace tells what was read, and reads no more. */
  end(): void {
    this.isOver = true;
  }

  /** The incident of the first call that came to one. */
  get incident(): (Evaluation & { readonly kind: "incident" }) | undefined {
    return [...this.made.values()].find((evaluation) => evaluation.kind === "incident");
  }

  /** What a call waits for: facts of its own to fetch, or facts of the caller that its input reads. */
  pendingOf(id: string): { readonly needs: readonly FactNeed[]; readonly before: readonly string[] } | undefined {
    if (!this.calls.some((call) => call.id === id)) return undefined;
    const evaluation = this.made.get(id);
    const needs = evaluation?.kind === "needs" ? evaluation.needs : [];
    return {
      needs: needs.map(({ factId, input }) => ({ factId: `${id}.${factId}`, input })),
      before: this.waiting.get(id) ?? [],
    };
  }

  /** The caller's warnings and those of what it called, each once. */
  warnings(own: readonly EvaluationWarning[]): readonly EvaluationWarning[] {
    const called = [...this.made.values()].flatMap((each) => (each.kind === "value" ? each.warnings : []));
    const all = new Map([...own, ...this.warned, ...called].map((warning) => [JSON.stringify(warning), warning]));
    return [...all.values()];
  }

  /** What each call came to, in the order they were made. */
  get traces(): NonNullable<DecisionTrace["calls"]> {
    return [...this.made].map(([id, evaluation]) => {
      const decision = this.calls.find((call) => call.id === id)?.decision?.definition.id ?? "";
      const trace = evaluation.kind === "needs" ? undefined : evaluation.trace;
      return trace === undefined ? { id, decision } : { id, decision, trace };
    });
  }
}
