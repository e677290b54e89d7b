/**
 * The safe JSONPath subset of conditions (S43): `$`, `.name`, `['name']`, `[0]`, `[*]` and `.*`.
 * Only own properties exist, and nothing of a path is ever run as code (H8).
 */

export type PathStep = { readonly key: string } | "every";
export type Accessor = (root: unknown) => unknown;

const step =
  /\.(?<name>[^.[\]'"*()?@^~\s][^.[\]'"*()?@^~]*)|\.\*|\[(?<index>\d+)\]|\[\*\]|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\]/y;

/** The steps of a path, or undefined when it is not of the subset. */
export function parsePath(path: string): readonly PathStep[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: PathStep[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const groups = step.exec(path)?.groups;
    if (groups === undefined) return undefined;
    const key = groups["name"] ?? groups["index"] ?? groups["single"] ?? groups["double"];
    steps.push(key === undefined ? "every" : { key });
  }
  return steps;
}

/** `order` and `$.customer.level` as `order.customer.level`; list steps leave no mark. */
export function factPath(fact: string, steps: readonly PathStep[]): string {
  const names = steps.flatMap((each) => (each === "every" || /^\d+$/.test(each.key) ? [] : [each.key]));
  return [fact, ...names].join(".");
}

/** Reads the path; undefined where it leads nowhere. With `[*]` it is the list of all finds, undefined when there is none. */
export function accessor(steps: readonly PathStep[]): Accessor {
  if (steps.includes("every")) return (root) => everyMatch(root, steps);
  const [first, second, third, ...rest] = steps.flatMap((each) => (each === "every" ? [] : [readerOf(each.key)]));
  if (first === undefined) return (root) => root;
  if (second === undefined) return first;
  if (third === undefined) return (root) => second(first(root));
  if (rest.length === 0) return (root) => third(second(first(root)));
  return (root) => rest.reduce<unknown>((value, read) => read(value), third(second(first(root))));
}

/** How a key is read so that only what is a value's own is found. */
export type KeyKind = "plain" | "index" | "own";

export function keyKind(key: string): KeyKind {
  if (/^(?:0|[1-9]\d{0,8})$/.test(key)) return "index";
  return key in Object.prototype || key in Array.prototype ? "own" : "plain";
}

export function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key]; // own, as just checked
}

/** For keys that no plain object or list inherits, where reading alone finds only what is its own; methods do not count. */
function plainOwn(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[key]; // any object may be asked for a key
  return typeof found === "function" ? undefined : found;
}

function readerOf(key: string): Accessor {
  switch (keyKind(key)) {
    case "plain":
      return (value) => plainOwn(value, key);
    case "index": {
      const index = Number(key);
      return (value) => (Array.isArray(value) ? (value[index] as unknown) : own(value, key));
    }
    case "own":
      return (value) => own(value, key);
  }
}

/** Reads one root fact by name. */
export function rootAccessor(fact: string): (facts: Readonly<Record<string, unknown>>) => unknown {
  return keyKind(fact) === "plain" ? (facts) => facts[fact] : (facts) => own(facts, fact);
}

function everyMatch(root: unknown, steps: readonly PathStep[]): unknown {
  let found: unknown[] = [root];
  for (const each of steps) {
    found = found.flatMap((value) => (each === "every" ? elementsOf(value) : definedOnly(own(value, each.key))));
  }
  return found.length === 0 ? undefined : found;
}

/** Wrapped once, because flatMap would open a list that is itself one value. */
function definedOnly(value: unknown): unknown[] {
  return value === undefined ? [] : [value];
}

function elementsOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
