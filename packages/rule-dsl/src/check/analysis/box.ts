import type { Axis } from "./axis.ts";
import { type CellSet, differenceOf, includes, intersectionOf, touches } from "./cell-set.ts";

/** A conjunction: for some axes the cells that are left; every other axis is free. Never empty. */
export class Box {
  readonly sides: ReadonlyMap<number, CellSet>;

  constructor(sides: ReadonlyMap<number, CellSet>) {
    this.sides = sides;
  }

  /** The cells of an axis that are left; undefined where it is free. */
  side(place: number): CellSet | undefined {
    return this.sides.get(place);
  }

  includes(inner: Box): boolean {
    for (const [place, cells] of this.sides) {
      const own = inner.sides.get(place);
      if (own === undefined || !includes(cells, own)) return false;
    }
    return true;
  }

  touches(other: Box): boolean {
    for (const [place, cells] of this.sides) {
      const theirs = other.sides.get(place);
      if (theirs !== undefined && !touches(cells, theirs)) return false;
    }
    return true;
  }

  with(place: number, cells: CellSet): Box {
    return new Box(new Map(this.sides).set(place, cells));
  }
}

export const everywhere = new Box(new Map());

/** One side alone: nothing where no cell is left, everywhere where all are. */
export function boxOf(place: number, cells: CellSet, axis: Axis): readonly Box[] {
  if (cells.length === 0) return [];
  return [includes(cells, axis.everything) ? everywhere : new Box(new Map([[place, cells]]))];
}

export const without = (axis: Axis, cells: CellSet): CellSet => differenceOf(axis.everything, cells);

export function intersectionOfBoxes(a: Box, b: Box): Box | undefined {
  if (a.sides.size === 0) return b;
  if (b.sides.size === 0) return a;
  const sides = new Map(a.sides);
  for (const [place, cells] of b.sides) {
    const own = sides.get(place);
    const met = own === undefined ? cells : intersectionOf(own, cells);
    if (met.length === 0) return undefined;
    sides.set(place, met);
  }
  return new Box(sides);
}

/** `a` without `b`, in at most one piece an axis of `b`. */
export function differenceOfBoxes(a: Box, b: Box, axes: readonly Axis[]): readonly Box[] {
  if (!a.touches(b)) return [a];
  const pieces: Box[] = [];
  let inner = a;
  for (const [place, cells] of b.sides) {
    const own = inner.sides.get(place) ?? axes[place]?.everything ?? cells;
    const outside = differenceOf(own, cells);
    if (outside.length > 0) pieces.push(inner.with(place, outside));
    inner = inner.with(place, intersectionOf(own, cells));
  }
  return pieces;
}
