import type { Facts } from "../expression/values.ts";

/** All values a JSONPath leads to, or undefined when it is not of the subset (S43). */
export function readPath(
  root: unknown,
  path: string,
): { readonly found: readonly unknown[]; readonly isList: boolean } | undefined {
  if (!path.startsWith("$")) return undefined;
  let rest = path.slice(1);
  let found: unknown[] = root === undefined ? [] : [root];
  let isList = false;
  while (rest !== "") {
    const match = nextStep(rest);
    if (match === undefined) return undefined;
    rest = rest.slice(match.length);
    isList ||= match.key === "*";
    found = found.flatMap((value) => (match.key === "*" ? children(value) : child(value, match.key.slice(1))));
  }
  return { found, isList };
}

/** The step that `text` begins with: `*`, or `=` and the key. */
function nextStep(text: string): { readonly key: string; readonly length: number } | undefined {
  const everyStep = /^(\.\*|\[\*\])/.exec(text);
  if (everyStep !== null) return { key: "*", length: everyStep[0].length };
  for (const form of [/^\.([^.[\]'"*()?@^~\s][^.[\]'"*()?@^~]*)/, /^\[(\d+)\]/, /^\['([^']*)'\]/, /^\["([^"]*)"\]/]) {
    const match = form.exec(text);
    if (match !== null) return { key: `=${match[1] ?? ""}`, length: match[0].length };
  }
  return undefined;
}

function child(value: unknown, key: string): unknown[] {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return [];
  const inner: unknown = (value as Readonly<Record<string, unknown>>)[key]; // own, as just checked
  return inner === undefined ? [] : [inner];
}

function children(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.keys(value).flatMap((key) => child(value, key)) : [];
}

/** The value a leaf compares: undefined when there is none; with `[*]` the list of all finds. */
export function factValue(facts: Facts, fact: string, path: string | undefined): unknown {
  const root = child(facts, fact)[0];
  const read = readPath(root, path ?? "$");
  if (read === undefined || read.found.length === 0) return undefined;
  return read.isList ? read.found : read.found[0];
}

/** The path as people write it: `order.customer.level`. */
export function pathText(fact: string, path: string | undefined): string {
  let rest = (path ?? "$").slice(1);
  let text = fact;
  while (rest !== "") {
    const step = nextStep(rest);
    if (step === undefined) return text;
    if (step.key !== "*" && !/^=\d+$/.test(step.key)) text += `.${step.key.slice(1)}`;
    rest = rest.slice(step.length);
  }
  return text;
}
