import { type Diagnostic, diagnostic, type Severity } from "../diagnostic.ts";
import { compileFeel, compileUnaryTests } from "../expression/compile-feel.ts";
import type { FeelProblem, FeelWarning } from "../expression/feel-codes.ts";
import { checkPath, feelContextOf, type ReadingScope } from "./reading-scope.ts";

/** A FEEL text without its `=`: whether it can be compiled, and whether all it reads is there. */
export function checkFeel(text: string, place: string, scope: ReadingScope): readonly Diagnostic[] {
  return told(compileFeel(text, feelContextOf(scope)), place, scope);
}

/** A table cell. */
export function checkUnaryTests(text: string, place: string, scope: ReadingScope): readonly Diagnostic[] {
  return told(compileUnaryTests(text, feelContextOf(scope)), place, scope);
}

type Compiled =
  | {
      readonly ok: true;
      readonly compiled: { readonly reads: readonly string[]; readonly doubts: readonly FeelWarning[] };
    }
  | { readonly ok: false; readonly problems: readonly FeelProblem[] };

function told(compilation: Compiled, place: string, scope: ReadingScope): readonly Diagnostic[] {
  if (!compilation.ok) return compilation.problems.map((problem) => finding("error", problem, place));
  const { reads, doubts } = compilation.compiled;
  return [
    ...reads.flatMap((path) => checkPath(path, place, scope)),
    ...doubts.map((doubt) => finding("warning", doubt, place)),
  ];
}

function finding(severity: Severity, { code, from, to, data }: FeelProblem | FeelWarning, place: string): Diagnostic {
  return diagnostic(severity, code, place, { from: from + 1, to, ...data });
}

/** Keys under which text is only text, whatever it begins with. */
const spoken: ReadonlySet<string> = new Set(["name", "description", "message", "note", "ports"]);

/** Every string that begins with `=` inside a value, with its place: the rule of the language is that it is FEEL. */
export function checkValues(value: unknown, place: string, scope: ReadingScope): readonly Diagnostic[] {
  if (typeof value === "string") return value.startsWith("=") ? checkFeel(value.slice(1), place, scope) : [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => checkValues(item, `${place}/${String(index)}`, scope));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    spoken.has(key) ? [] : checkValues(item, `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, scope),
  );
}
