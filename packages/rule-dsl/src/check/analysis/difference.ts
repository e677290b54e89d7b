/**
 * Two fields against each other. `total > limit` is a test of the difference total - limit, an axis of its own; what a
 * box says of differences and of the fields themselves is a system of difference constraints (Bellman; closed as Floyd
 * and Warshall do), which has a solution or shows that the box is empty.
 */
import type { Axis, Hull } from "./axis.ts";
import type { Box } from "./box.ts";
import type { Subject } from "./subject.ts";
import type { Sign } from "./value-set.ts";
import { turnedSign } from "./value-set.ts";

/** A comparison as a test of a difference against a line; the same two fields are the same subject either way round. */
export interface Comparison {
  readonly subject: Subject;
  readonly sign: Sign;
  readonly line: number;
}

/** `left sign right + line`; undefined where the two are of different kinds, or of one that has no differences. */
export function compared(left: Subject, sign: Sign, right: Subject, line = 0): Comparison | undefined {
  if (left.key === right.key || !areComparable(left, right)) return undefined;
  const always = left.always && right.always;
  // What is missing is equal to what is missing: where that may be, equality is no question of the difference alone.
  if ((sign === "=" || sign === "!=") && !always) return undefined;
  const [first, second, isTurned] = left.key < right.key ? [left, right, false] : [right, left, true];
  const subject: Subject = {
    key: `${first.key} - ${second.key}`,
    difference: { left: first, right: second },
    kind: "number",
    always: always && first.kind !== undefined && second.kind !== undefined,
  };
  return { subject, sign: isTurned ? turnedSign[sign] : sign, line: isTurned ? -line || 0 : line };
}

function areComparable({ kind: a }: Subject, { kind: b }: Subject): boolean {
  const isOrdered = (kind: Subject["kind"]): boolean => kind !== "text" && kind !== "logical";
  return isOrdered(a) && isOrdered(b) && (a === undefined || b === undefined || a === b);
}

/** An upper bound of a difference. */
interface Bound {
  readonly at: number;
  /** Less than `at`, not just at most. */
  readonly strict: boolean;
}

const free: Bound = { at: Infinity, strict: false };
const TINY = 1e-9;

const tighter = (a: Bound, b: Bound): Bound =>
  a.at < b.at - TINY || (Math.abs(a.at - b.at) <= TINY && a.strict) || b.at === Infinity ? a : b;
const sum = (a: Bound, b: Bound): Bound => ({ at: a.at + b.at, strict: a.strict || b.strict });

/** `bounds[i][j]`: the most that variable i may exceed variable j by; variable 0 is zero. */
class Constraints {
  readonly keys: string[] = ["0"];
  readonly bounds: Bound[][] = [[{ at: 0, strict: false }]];

  place(key: string): number {
    const known = this.keys.indexOf(key);
    if (known !== -1) return known;
    this.keys.push(key);
    for (const row of this.bounds) row.push(free);
    this.bounds.push(this.keys.map((_, index) => (index === this.keys.length - 1 ? { at: 0, strict: false } : free)));
    return this.keys.length - 1;
  }

  bind(left: number, right: number, bound: Bound): void {
    const row = this.bounds[left];
    if (row !== undefined) row[right] = tighter(bound, row[right] ?? free);
  }

  /** False where the constraints contradict each other. */
  close(): boolean {
    const { bounds } = this;
    for (const [via, through] of bounds.entries())
      for (const row of bounds)
        for (const [to, next] of through.entries()) row[to] = tighter(sum(row[via] ?? free, next), row[to] ?? free);
    return bounds.every((row, place) => {
      const { at, strict } = row[place] ?? free;
      return at > -TINY && !(strict && Math.abs(at) <= TINY);
    });
  }
}

/** Whether something may lie in a box, as far as the fields that are compared with each other go. */
export function isPossible(box: Box, axes: readonly Axis[]): boolean {
  const constraints = constraintsOf(box, axes);
  return constraints === undefined || (constraints !== "empty" && constraints.close());
}

/** Values of the fields that are compared with each other, by key; undefined where there are none. */
export function solutionOf(box: Box, axes: readonly Axis[]): ReadonlyMap<string, number> | undefined {
  const constraints = constraintsOf(box, axes);
  if (constraints === undefined || constraints === "empty" || !constraints.close()) return undefined;
  const { keys, bounds } = constraints;
  const found = new Map<string, number>();
  for (const [place, key] of keys.entries()) {
    if (place === 0) continue;
    const { at, strict } = bounds[0]?.[place] ?? free;
    const value = valueBetween({ at: -at, strict }, bounds[place]?.[0] ?? free);
    found.set(key, value);
    constraints.bind(place, 0, { at: value, strict: false });
    constraints.bind(0, place, { at: -value, strict: false });
    if (!constraints.close()) return undefined;
  }
  return found;
}

const USUAL = 100;

/** Something plain: a whole number, else one of cents. */
function valueBetween(low: Bound, high: Bound): number {
  if (low.at === -Infinity && high.at === Infinity) return USUAL;
  if (low.at === -Infinity) return high.at > USUAL ? USUAL : high.at > 1 ? 1 : Math.ceil(high.at) - 1;
  if (!low.strict && Number.isInteger(low.at)) return low.at;
  const whole = Math.floor(low.at) + 1;
  if (whole < high.at || (whole === high.at && !high.strict)) return whole;
  if (!low.strict) return low.at;
  const cent = Math.floor(low.at * 100 + 1 + TINY) / 100;
  return cent < high.at ? cent : (low.at + high.at) / 2;
}

interface Side {
  readonly left: Subject;
  readonly right: Subject;
  readonly hull: Hull | undefined;
  /** One of the two may be missing, and then there is no difference. */
  readonly isOpen: boolean;
}

/** Undefined where no fields are compared; empty where the very presence of one contradicts itself. */
function constraintsOf(box: Box, axes: readonly Axis[]): Constraints | "empty" | undefined {
  const sides = [...box.sides].flatMap(([place, cells]): readonly Side[] => {
    const axis = axes[place];
    const difference = axis?.subject.difference;
    if (axis === undefined || difference === undefined) return [];
    return [{ ...difference, hull: axis.hullOf(cells), isOpen: axis.takesMissing(cells) }];
  });
  if (sides.length === 0) return undefined;
  const closed = sides.filter(({ isOpen }) => !isOpen).flatMap(({ left, right }) => [left.key, right.key]);
  const there = new Set(closed);
  for (const [place, cells] of box.sides) {
    const axis = axes[place];
    if (axis === undefined) continue;
    const { key } = axis.subject;
    if (axis.hullOf(cells) === undefined && there.has(key)) return "empty";
    if (axis.isOrdered(cells)) there.add(key);
  }
  for (const { left, right } of sides) for (const one of [left, right]) if (isNumberAlways(one)) there.add(one.key);
  const constraints = new Constraints();
  for (const { left, right, hull, isOpen } of sides) {
    if (isOpen && !(there.has(left.key) && there.has(right.key))) continue;
    if (hull === undefined) return "empty";
    bindHull(constraints, constraints.place(left.key), constraints.place(right.key), hull);
    for (const subject of [left, right]) bindField(constraints, subject, box, axes);
  }
  return constraints;
}

const isNumberAlways = ({ kind, always }: Subject): boolean => always && kind !== undefined;

function bindField(constraints: Constraints, subject: Subject, box: Box, axes: readonly Axis[]): void {
  const own = constraints.place(subject.key);
  if (subject.least !== undefined) constraints.bind(0, own, { at: -subject.least, strict: false });
  const place = axes.findIndex((one) => one.subject.key === subject.key);
  const side = box.side(place);
  if (side !== undefined) bindHull(constraints, own, 0, axes[place]?.hullOf(side));
}

function bindHull(constraints: Constraints, left: number, right: number, hull: Hull | undefined): void {
  if (hull === undefined) return;
  if (Number.isFinite(hull.to)) constraints.bind(left, right, { at: hull.to, strict: !hull.toIncluded });
  if (Number.isFinite(hull.from)) constraints.bind(right, left, { at: -hull.from, strict: !hull.fromIncluded });
}
