/**
 * Regular expressions of XPath (DMN 1.5 refers to fn:matches, fn:replace) on the engine's own.
 *
 * The engine backtracks, so a pattern can take time without end; patterns and inputs are bounded, and a pattern that
 * repeats a repetition is refused.
 */
import type { Call } from "../runtime/functions.ts";
import type { FeelValue } from "../values.ts";

const maxPattern = 200;
const maxInput = 10_000;

export function matches(call: Call, input: string, pattern: string, flags: string | undefined): FeelValue {
  const expression = compilePattern(call, { input, pattern, flags: flags ?? "" });
  return expression === null ? null : expression.test(input);
}

export function replace(
  call: Call,
  input: string,
  pattern: string,
  replacement: string,
  flags: string | undefined,
): FeelValue {
  const expression = compilePattern(call, { input, pattern, flags: flags ?? "", isGlobal: true });
  if (expression === null) return null;
  call.frame.charge(input.length + replacement.length * Math.min(input.length, 1_000), call.span);
  return input.replace(expression, hostReplacement(replacement));
}

export function split(call: Call, string: string, delimiter: string): FeelValue {
  const expression = compilePattern(call, { input: string, pattern: delimiter, flags: "" });
  if (expression === null) return null;
  call.frame.charge(string.length, call.span);
  return string.split(expression);
}

interface Pattern {
  readonly input: string;
  readonly pattern: string;
  readonly flags: string;
  readonly isGlobal?: boolean;
}

function compilePattern(call: Call, { input, pattern, flags, isGlobal }: Pattern): RegExp | null {
  call.frame.charge(1 + Math.floor((input.length * pattern.length) / 16), call.span);
  const refuse = () => call.frame.warn("invalid-pattern", call.span, { pattern: pattern.slice(0, 40) });
  const isBounded = pattern.length <= maxPattern && input.length <= maxInput;
  if (!isBounded || !/^[simxq]*$/.test(flags) || repeatsRepetition(pattern)) return refuse();
  try {
    return new RegExp(hostPattern(pattern, flags), hostFlags(flags) + (isGlobal === true ? "g" : ""));
  } catch {
    return refuse();
  }
}

/** `x` (ignore white space) and `q` (literal text) are not known to the engine. */
function hostPattern(pattern: string, flags: string): string {
  if (flags.includes("q")) return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return flags.includes("x") ? pattern.replace(/\s+/g, "") : pattern;
}

function hostFlags(flags: string): string {
  return `${["s", "i", "m"].filter((flag) => flags.includes(flag)).join("")}u`;
}

/** XPath writes `$0` for the whole match and `\$` for a dollar. */
function hostReplacement(replacement: string): string {
  return replacement.replace(/\\\$|\\\\|\$0/g, (found) => (found === "\\$" ? "$$" : found === "$0" ? "$&" : "\\"));
}

/** `(a+)+` and its like, where backtracking may double with each character. */
function repeatsRepetition(pattern: string): boolean {
  return (
    /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/.test(pattern.replace(/\[(?:[^\]\\]|\\.)*\]/g, "x")) ||
    /\)[+*?]*\)(?:[+*]|\{\d+,)/.test(pattern)
  );
}
