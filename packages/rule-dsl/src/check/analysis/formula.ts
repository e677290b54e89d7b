import type { Subject } from "./subject.ts";
import type { ValueSet } from "./value-set.ts";

/** A condition as the analysis sees it: two-valued, over single fields where it can tell, else over a riddle of its own. */
export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "all" | "any"; readonly parts: readonly Formula[] }
  | { readonly kind: "not"; readonly of: Formula }
  /** The subject's value lies in the set. */
  | { readonly kind: "in"; readonly subject: Subject; readonly set: ValueSet }
  /** It is there, and does not lie in the set. */
  | { readonly kind: "outside"; readonly subject: Subject; readonly set: ValueSet }
  /** Beyond what can be told apart: the same text is always the same riddle, and nothing more is known of it. */
  | { readonly kind: "riddle"; readonly key: string };

export const always: Formula = { kind: "constant", value: true };
export const never: Formula = { kind: "constant", value: false };
export const all = (...parts: readonly Formula[]): Formula => ({ kind: "all", parts });
export const any = (...parts: readonly Formula[]): Formula => ({ kind: "any", parts });
export const not = (of: Formula): Formula => ({ kind: "not", of });
export const riddle = (key: string): Formula => ({ kind: "riddle", key });

export function subjectsOf(formula: Formula, visit: (subject: Subject, set: ValueSet) => void): void {
  switch (formula.kind) {
    case "all":
    case "any":
      formula.parts.forEach((part) => {
        subjectsOf(part, visit);
      });
      return;
    case "not":
      subjectsOf(formula.of, visit);
      return;
    case "in":
    case "outside":
      visit(formula.subject, formula.set);
      return;
    case "constant":
    case "riddle":
  }
}

/** The riddles a formula contains, each once. */
export function riddlesOf(formula: Formula): readonly string[] {
  switch (formula.kind) {
    case "all":
    case "any":
      return [...new Set(formula.parts.flatMap(riddlesOf))];
    case "not":
      return riddlesOf(formula.of);
    case "riddle":
      return [formula.key];
    case "constant":
    case "in":
    case "outside":
      return [];
  }
}
