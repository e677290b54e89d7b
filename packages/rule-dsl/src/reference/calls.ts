import type { CompileContext, Evaluation, FactNeed } from "../compile/evaluation.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonObject } from "../schema/common.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import { evaluateValue, needsOfValue } from "./evaluate-value.ts";
import { type Session, warn } from "./session.ts";

type Decide = (definition: DecisionDefinition, facts: Facts, context: CompileContext) => Evaluation;

/** The decisions that one evaluation calls, each when its fact is read for the first time. */
export class Calls {
  readonly facts: Facts;
  /** What called decisions wait for, by the call's id. */
  readonly needs = new Map<string, readonly FactNeed[]>();
  /** Facts of the caller that the inputs of calls wait for. */
  readonly waits = new Map<string, readonly string[]>();
  incident: (Evaluation & { readonly kind: "incident" }) | undefined;

  constructor(definition: DecisionDefinition, session: Session, given: Facts, decide: Decide) {
    const facts = {};
    Object.defineProperties(facts, Object.getOwnPropertyDescriptors(given));
    this.facts = facts;
    for (const call of definition.calls ?? []) {
      const known: { value?: unknown } = {};
      const get = (): unknown => {
        if (!("value" in known)) {
          const value = this.make(definition, session, { call, given, decide });
          if (value === undefined) return undefined;
          known.value = value;
        }
        return known.value;
      };
      Object.defineProperty(facts, call.id, { enumerable: true, get });
    }
  }

  private make(
    definition: DecisionDefinition,
    session: Session,
    run: {
      readonly call: NonNullable<DecisionDefinition["calls"]>[number];
      readonly given: Facts;
      readonly decide: Decide;
    },
  ): unknown {
    const { call, given, decide } = run;
    const calling = [...(session.context.calling ?? []), definition.id];
    const circle = calling.indexOf(call.decision);
    const called = circle < 0 ? session.context.decision?.(call.decision, call.version) : undefined;
    if (called === undefined) {
      if (circle < 0) warn(session, "unknown-decision", { id: call.decision });
      else warn(session, "decision-cycle", { path: [...calling.slice(circle), call.decision].join(" → ") });
      return null;
    }
    this.waits.set(call.id, needsOfValue(session, call.input ?? {}, this.facts));
    if ((this.waits.get(call.id) ?? []).length > 0) return undefined;
    const input = evaluateValue(session, call.input ?? {}, this.facts) as JsonObject; // a map gives a map
    const vars = { ...(given["vars"] as JsonObject | undefined), ...input }; // variables are a map
    const prefix = `${call.id}.`;
    const own = Object.keys(given).filter((name) => name.startsWith(prefix));
    const others = Object.fromEntries((called.facts ?? []).map((fact) => [fact.id, undefined]));
    const answers = Object.fromEntries(own.map((name) => [name.slice(prefix.length), given[name]]));
    const context = { ...session.context, calling };
    const result = decide(called, { ...given, ...others, ...answers, vars }, context);
    if (result.kind === "needs") {
      this.needs.set(call.id, result.needs);
      return undefined;
    }
    this.needs.delete(call.id);
    if (result.kind === "incident") {
      this.incident ??= { kind: "incident", incident: result.incident, code: result.code, data: result.data };
      return null;
    }
    for (const { code, data } of result.warnings) warn(session, code, data);
    return result.value;
  }
}
