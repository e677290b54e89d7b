import type { IdempotencyClass, JsonObject, JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import type { Static, TSchema } from "typebox";
import type { Outcome } from "./answer.ts";
import type { ActionContext } from "./context.ts";

/** An expected business result beside the normal one: a port of the node that calls (such as out of stock). */
export interface OutcomeDeclaration {
  readonly name: LocalizedText;
  readonly output?: TSchema;
}

/** All of an action but its types: what a manifest says and what the host needs. */
interface ActionHead {
  readonly name: LocalizedText;
  readonly description?: LocalizedText;
  readonly idempotency: IdempotencyClass;
  /** `read` changes nothing on the other side; only such an action may fetch a fact (S15). */
  readonly effect: "read" | "write";
  /** Reserves, releases, refunds or ships: not for side workflows (S2). */
  readonly commits?: boolean;
  /**
   * The action that asks what became of an earlier call (S8). It takes `{effectKey}` and answers `done` with this action's
   * own output when the other side did it, or the outcome `not-found` when it never did.
   */
  readonly query?: string;
  /** ISO 8601; how long one attempt may take. PT10S when absent. */
  readonly timeout?: string;
}

export interface ActionDefinition<
  Input extends TSchema,
  Output extends TSchema,
  Id extends string,
  Config extends TSchema,
> extends ActionHead {
  readonly input: Input;
  readonly output: Output;
  readonly outcomes?: Readonly<Record<Id, OutcomeDeclaration>>;
  /** The connector's config schema, for the type of `ctx.config`. */
  readonly config?: Config;
  run(input: Static<Input>, ctx: ActionContext<Static<Config>>): Promise<Static<Output> | Outcome<Id>>;
}

/** An action with its types forgotten: its caller has checked input and config against the schemas it names. */
export interface Action extends ActionHead {
  readonly input: TSchema;
  readonly output: TSchema;
  readonly outcomes: Readonly<Record<string, OutcomeDeclaration>>;
  readonly config: TSchema | undefined;
  readonly run: (input: JsonObject, ctx: ActionContext) => Promise<JsonValue | Outcome>;
}

export function defineAction<
  Input extends TSchema,
  Output extends TSchema,
  Id extends string = never,
  Config extends TSchema = TSchema,
>(definition: ActionDefinition<Input, Output, Id, Config>): Action {
  return {
    ...definition,
    outcomes: definition.outcomes ?? {},
    config: definition.config,
    // `invoke` has checked input and config against these schemas, and checks what comes back.
    run: (input, ctx) => definition.run(input as Static<Input>, ctx as ActionContext<Static<Config>>),
  };
}
