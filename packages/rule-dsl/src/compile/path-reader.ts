import type { Facts } from "../expression/values.ts";

/**
 * Reads `facts.order.customer.level`, the one place where code is generated: a reader of its own lets the engine
 * remember the shape of what it passes through, which closures that share their code cannot (a rule set of ten is three
 * times as fast, see benchmarks/README.md).
 *
 * The code is made of names that are plain identifiers and of nothing else, so nothing that a definition says is run.
 * Where a content security policy refuses it, or a name is anything else, the caller's closures do the same.
 */
export function generatedReader(root: string, keys: readonly string[]): ((facts: Facts) => unknown) | undefined {
  if (
    !mayGenerate() ||
    !isPlainName(root) ||
    !keys.every((key) => isIndex(key) || isPlainName(key)) ||
    keys.length > longestPath
  )
    return undefined;
  const name = [root, ...keys].join(".");
  const known = readers.get(name);
  if (known !== undefined) return known;
  const steps = keys.map(
    (key) =>
      `if (typeof v !== "object" || v === null) return undefined; v = ${isIndex(key) ? `v[${key}]` : `v.${key}`};`,
  );
  const body = `let v = facts.${root}; ${steps.join(" ")} return typeof v === "function" ? undefined : v;`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- made of checked identifiers alone, see above
  const reader = new Function("facts", body) as (facts: Facts) => unknown; // what its body says
  if (readers.size >= mostReaders) readers.clear();
  readers.set(name, reader);
  return reader;
}

const longestPath = 8;
const mostReaders = 2000;
const readers = new Map<string, (facts: Facts) => unknown>();

/** No keyword, and nothing that plain objects or lists inherit, where reading alone would find what is not their own. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !(name in Object.prototype) && !(name in Array.prototype);
}

const isIndex = (key: string): boolean => /^(0|[1-9]\d{0,3})$/.test(key);

let allowed: boolean | undefined;

function mayGenerate(): boolean {
  allowed ??= tryOnce();
  return allowed;
}

/** Pages forbid it by their content security policy, and trying it there is reported as a breach. */
function tryOnce(): boolean {
  if ("document" in globalThis || "importScripts" in globalThis) return false;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a constant text, to see whether it is allowed
    new Function("");
    return true;
  } catch {
    return false;
  }
}
