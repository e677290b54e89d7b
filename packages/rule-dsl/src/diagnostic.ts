import { type BothLanguages, type Code, type CodeData, textOf } from "./codes/codes.ts";
import type { JsonObject, JsonValue } from "./schema/common.ts";

export type Severity = "error" | "warning" | "info";

/** A finding with its place: `path` is a JSON Pointer into the document that was checked. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly path: string;
  readonly data: CodeData;
  readonly message: BothLanguages;
  /** An order that shows it. */
  readonly witness?: Witness;
  /** Ways to put it right, the likeliest first; each can be applied with `applyFix`. */
  readonly fixes?: readonly Fix[];
}

/** An order on which a finding can be seen: it was evaluated before the finding was made. */
export interface Witness {
  /** As a channel would send it; absent where the finding does not depend on an order. */
  readonly order?: JsonObject;
  /** What else must be known: variables, metrics, fetched facts, by root name. */
  readonly facts?: JsonObject;
}

/** A change of the checked definition that removes a finding. */
export interface Fix {
  readonly title: BothLanguages;
  /** In this order; each path is looked up in what the edits before it left. */
  readonly edits: readonly Edit[];
}

/** One operation of RFC 6902, of those that a fix needs. `path` is a JSON Pointer; `add` takes `-` for the end of a list. */
export type Edit =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string };

export function diagnostic(severity: Severity, code: Code, path: string, data: CodeData = {}): Diagnostic {
  return { code, severity, path, data, message: textOf(code, data) };
}

/** One thing wrong with what was sent, as RFC 9457 problem details list it. */
export interface Problem {
  readonly pointer: string;
  readonly code: Code;
  readonly message: BothLanguages;
}

export function problem(code: Code, pointer = "", data: CodeData = {}): Problem {
  return { pointer, code, message: textOf(code, data) };
}

/** An expected failure is a value. */
export type Result<T, E = readonly Problem[]> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
export const succeed = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
