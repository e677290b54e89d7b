import type { JsonValue } from "@orderloom/rule-dsl";

/**
 * What an action came back with: the same shape as the first two kinds of the interpreter's `CallAnswer`.
 * A fault is never an answer: it is thrown as a TerminalError or a RetryableError, and the host makes it one.
 */
export type ConnectorAnswer =
  | { readonly kind: "done"; readonly output: JsonValue }
  | { readonly kind: "outcome"; readonly outcome: string; readonly output?: JsonValue };

/** An expected business result that is not the normal one, as an action returns it. */
export class Outcome<Id extends string = string> {
  readonly id: Id;
  readonly output: JsonValue | undefined;

  constructor(id: Id, output?: JsonValue) {
    this.id = id;
    this.output = output;
  }
}

/** `return outcome("out-of-stock", { missing })`: the workflow goes on by the port of that name. */
export function outcome<Id extends string>(id: Id, output?: JsonValue): Outcome<Id> {
  return new Outcome(id, output);
}
