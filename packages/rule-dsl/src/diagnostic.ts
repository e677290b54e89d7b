import { type BothLanguages, type Code, type CodeData, textOf } from "./codes/codes.ts";

export type Severity = "error" | "warning" | "info";

/** A finding with its place: `path` is a JSON Pointer into the document that was checked. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly path: string;
  readonly data: CodeData;
  readonly message: BothLanguages;
}

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
