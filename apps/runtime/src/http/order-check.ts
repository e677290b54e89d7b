import { Ajv2020 } from "ajv/dist/2020.js";
import { OrderInput, type Problem, problemsFromErrors } from "@orderloom/rule-dsl";

/** The intake's check, compiled once: the eval-free one of rule-dsl costs some twenty times as much per order. Both say the same. */
const fits = new Ajv2020({ allErrors: true, strict: false, verbose: false }).compile(OrderInput);

/** What OrderInput's schema refuses. */
export function orderProblems(value: unknown): readonly Problem[] {
  return fits(value) ? [] : problemsFromErrors(fits.errors ?? [], value, OrderInput);
}
