/** All axes of one analysis, and conditions as boxes in the space they span. */
import type { Axis } from "./axis.ts";
import { type Box, boxOf, differenceOfBoxes, everywhere, intersectionOfBoxes, without } from "./box.ts";
import { runOf } from "./cell-set.ts";
import { isPossible } from "./difference.ts";
import type { Formula } from "./formula.ts";
import { Speech } from "./speech.ts";
import { riddleSubject } from "./subject.ts";

/** More alternatives than this in one condition are not looked into. */
const MOST_BOXES = 400;

/** Undefined: too many alternatives. */
export type Boxes = readonly Box[] | undefined;

export class Space {
  readonly axes: readonly Axis[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(axes: readonly Axis[]) {
    this.axes = axes;
    this.places = new Map(axes.map(({ subject }, index) => [subject.key, index]));
  }

  /** The space that some conditions tell apart. */
  static of(formulas: Iterable<Formula>): Space {
    const speech = new Speech();
    for (const formula of formulas) speech.add(formula);
    return new Space(speech.axes() ?? []);
  }

  placeOf(key: string): number | undefined {
    return this.places.get(key);
  }

  /** The condition, or what it leaves over, as boxes that may overlap. */
  boxesOf(formula: Formula, negated = false): Boxes {
    switch (formula.kind) {
      case "constant":
        return formula.value === negated ? [] : [everywhere];
      case "not":
        return this.boxesOf(formula.of, !negated);
      case "all":
      case "any":
        return (formula.kind === "all") === negated
          ? this.oneOf(formula.parts, negated)
          : this.allOf(formula.parts, negated);
      case "in":
      case "outside": {
        const place = this.places.get(formula.subject.key);
        const axis = place === undefined ? undefined : this.axes[place];
        if (place === undefined || axis === undefined) return [everywhere];
        const cells = formula.kind === "in" ? axis.cellsOf(formula.set) : axis.outside(formula.set);
        return boxOf(place, negated ? without(axis, cells) : cells, axis);
      }
      case "riddle": {
        const place = this.places.get(riddleSubject(formula.key).key);
        const axis = place === undefined ? undefined : this.axes[place];
        if (place === undefined || axis === undefined) return [everywhere];
        return boxOf(place, negated ? runOf(1, 1) : runOf(2, 2), axis);
      }
    }
  }

  /** What of `boxes` lies in none of `taken`; undefined when it falls into too many pieces. */
  rest(boxes: readonly Box[], taken: readonly Box[]): Boxes {
    let left = boxes;
    for (const box of taken) {
      left = left.flatMap((one) => differenceOfBoxes(one, box, this.axes));
      if (left.length > MOST_BOXES) return undefined;
    }
    return left;
  }

  both(a: readonly Box[], b: readonly Box[]): Boxes {
    const met = a.flatMap((one) => b.flatMap((other) => intersectionOfBoxes(one, other) ?? []));
    const left = distinct(met.filter((box) => isPossible(box, this.axes)));
    return left.length > MOST_BOXES ? undefined : left;
  }

  private allOf(parts: readonly Formula[], negated: boolean): Boxes {
    let boxes: readonly Box[] = [everywhere];
    for (const part of parts) {
      const next = this.boxesOf(part, negated);
      const met = next === undefined ? undefined : this.both(boxes, next);
      if (met === undefined) return undefined;
      boxes = met;
    }
    return boxes;
  }

  private oneOf(parts: readonly Formula[], negated: boolean): Boxes {
    const found: Box[] = [];
    for (const part of parts) {
      const next = this.boxesOf(part, negated);
      if (next === undefined) return undefined;
      found.push(...next);
      if (found.length > MOST_BOXES * 4) return undefined;
    }
    const left = distinct(found);
    return left.length > MOST_BOXES ? undefined : left;
  }
}

/** Boxes that lie within another one add nothing. */
function distinct(boxes: readonly Box[]): readonly Box[] {
  if (boxes.length < 2) return boxes;
  const kept: Box[] = [];
  for (const box of boxes) {
    if (kept.some((other) => other.includes(box))) continue;
    kept.push(box);
  }
  return kept;
}
