/*
 * The smallest changes of a JSON document, each with its exact inverse: what is put back stands where it stood, so that
 * the document has the same bytes again, order of fields included. Nothing is changed in place; what a change does not
 * touch stays the very same object.
 */

export type PathStep = string | number;

/** `at`: the place of a field that was not there, among the others; last when absent. A list's items are only replaced. */
export type PatchOp =
  | { readonly op: "put"; readonly path: readonly PathStep[]; readonly value: unknown; readonly at?: number }
  | { readonly op: "drop"; readonly path: readonly PathStep[] };

export interface Patched<T> {
  readonly value: T;
  /** In the order in which they have to be done. */
  readonly inverse: readonly PatchOp[];
}

/** A change whose place is not there changes nothing, and neither does its inverse. */
export function patch<T>(value: T, ops: readonly PatchOp[]): Patched<T> {
  let current: unknown = value;
  const inverse: PatchOp[] = [];
  for (const op of ops) {
    const done = patchOne(current, op, op.path);
    if (done === undefined) continue;
    current = done.value;
    inverse.unshift(done.inverse);
  }
  return { value: current as T, inverse }; // the ops say what goes where; the commands that make them keep the shape
}

interface Done {
  readonly value: unknown;
  readonly inverse: PatchOp;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function patchOne(value: unknown, op: PatchOp, rest: readonly PathStep[]): Done | undefined {
  const [step, ...deeper] = rest;
  if (step === undefined) {
    return op.op === "put" ? { value: op.value, inverse: { op: "put", path: op.path, value } } : undefined;
  }
  if (Array.isArray(value)) return patchItem(value, op, step, deeper);
  if (!isFields(value) || typeof step !== "string") return undefined;
  if (deeper.length > 0) {
    if (!Object.hasOwn(value, step)) return undefined;
    const inner = patchOne(value[step], op, deeper);
    return inner && { value: { ...value, [step]: inner.value }, inverse: inner.inverse };
  }
  return op.op === "put" ? putField(value, op, step) : dropField(value, op, step);
}

function patchItem(items: readonly unknown[], op: PatchOp, step: PathStep, deeper: readonly PathStep[]) {
  if (typeof step !== "number" || !(step in items)) return undefined;
  const inner = patchOne(items[step], op, deeper);
  return inner && { value: items.with(step, inner.value), inverse: inner.inverse };
}

function putField(fields: Fields, op: PatchOp & { op: "put" }, name: string): Done {
  if (Object.hasOwn(fields, name)) {
    return {
      value: { ...fields, [name]: op.value },
      inverse: { op: "put", path: op.path, value: fields[name] },
    };
  }
  const entries = Object.entries(fields);
  const at = op.at ?? entries.length;
  return {
    value: Object.fromEntries([...entries.slice(0, at), [name, op.value], ...entries.slice(at)]),
    inverse: { op: "drop", path: op.path },
  };
}

function dropField(fields: Fields, op: PatchOp, name: string): Done | undefined {
  const entries = Object.entries(fields);
  const at = entries.findIndex(([field]) => field === name);
  if (at < 0) return undefined;
  return {
    value: Object.fromEntries(entries.toSpliced(at, 1)),
    inverse: { op: "put", path: op.path, value: fields[name], at },
  };
}
