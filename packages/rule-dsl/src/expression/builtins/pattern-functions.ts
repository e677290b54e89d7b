/** `matches`, `replace` and `split`: XPath's fn:matches, fn:replace and fn:tokenize. */
import { type Finder, finderOf, type Match, type Subject } from "../pattern/match-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import type { Call } from "../runtime/functions.ts";
import type { FeelValue } from "../values.ts";

const maxPattern = 1_000;

export function matches(call: Call, input: string, pattern: string, flags: string | undefined): FeelValue {
  const find = prepare(call, pattern, flags ?? "");
  return find === null ? null : find(subjectOf(call, input, flags ?? ""), 0) !== null;
}

export function replace(
  call: Call,
  input: string,
  pattern: string,
  replacement: string,
  flags: string | undefined,
): FeelValue {
  const find = prepare(call, pattern, flags ?? "");
  if (find === null) return null;
  const fill = replacementOf(replacement, flags?.includes("q") === true);
  if (fill === null) return call.frame.warn("invalid-pattern", call.span, { pattern: replacement.slice(0, 40) });
  const subject = subjectOf(call, input, flags ?? "");
  const parts = partsOf(subject, find, (match, text) => {
    const filled = fill(match, text);
    call.frame.charge(filled.length, call.span);
    return filled;
  });
  return parts === null ? refuse(call, pattern) : parts.join("");
}

export function split(call: Call, string: string, delimiter: string): FeelValue {
  const find = prepare(call, delimiter, "");
  if (find === null) return null;
  const parts = partsOf(subjectOf(call, string, ""), find, () => "");
  return parts === null ? refuse(call, delimiter) : parts.filter((_part, index) => index % 2 === 0);
}

function prepare(call: Call, pattern: string, flags: string): Finder | null {
  call.frame.charge(pattern.length, call.span);
  const parsed = pattern.length > maxPattern ? null : parsePattern(pattern, flags);
  return parsed === null ? refuse(call, pattern) : finderOf(parsed);
}

function refuse(call: Call, pattern: string): null {
  return call.frame.warn("invalid-pattern", call.span, { pattern: pattern.slice(0, 40) });
}

function subjectOf(call: Call, input: string, flags: string): Subject {
  call.frame.charge(input.length, call.span);
  return {
    chars: Array.from(input),
    isMultiline: flags.includes("m"),
    step: () => {
      call.frame.charge(1, call.span);
    },
  };
}

/**
 * The text between matches at even places, what stands for the matches at odd ones. Null for a pattern that matches the
 * empty text, which has no end (XPath's FORX0003).
 */
function partsOf(subject: Subject, find: Finder, fill: (match: Match, text: string) => string): string[] | null {
  const { chars } = subject;
  const parts: string[] = [];
  let at = 0;
  for (let match = find(subject, at); match !== null; match = find(subject, at)) {
    if (match.end === match.start) return null;
    parts.push(chars.slice(at, match.start).join(""), fill(match, chars.slice(match.start, match.end).join("")));
    at = match.end;
  }
  parts.push(chars.slice(at).join(""));
  return parts;
}

/** `$1` is a group, `$0` the whole match, `\$` a dollar and `\\` a backslash; null for any other use of the two. */
function replacementOf(replacement: string, isLiteral: boolean): ((match: Match, text: string) => string) | null {
  if (isLiteral) return () => replacement;
  if (!/^(?:[^\\$]|\\[\\$]|\$\d)*$/s.test(replacement)) return null;
  return (match, text) =>
    replacement.replace(/\\([\\$])|\$(\d)/g, (_whole, escaped: string | undefined, digit: string | undefined) => {
      if (escaped !== undefined) return escaped;
      return digit === "0" ? text : (match.groups[Number(digit) - 1] ?? "");
    });
}
