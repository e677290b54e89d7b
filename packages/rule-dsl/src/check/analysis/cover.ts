/** Whether boxes together cover a box, and if not, where they do not. */
import type { Axis } from "./axis.ts";
import type { Box } from "./box.ts";
import { type CellSet, includes, intersectionOf, noCells, runOf, runsOf, touches } from "./cell-set.ts";
import { isPossible } from "./difference.ts";

export interface Budget {
  /** Looks at a box that are left. */
  looks: number;
}
export type Search =
  | { readonly kind: "found"; readonly box: Box }
  | { readonly kind: "covered" }
  /** Too much to look through. */
  | { readonly kind: "spent" };

const covered: Search = { kind: "covered" };

/**
 * A part of `within` that none of `boxes` touches. The axis that most boxes say something of is cut where one of them
 * begins or ends; between two cuts the same boxes stand, and the emptiest part is looked into first. After Calvanese et
 * al., "Semantics and Analysis of DMN Decision Tables", BPM 2016.
 */
export function uncovered(within: Box, boxes: readonly Box[], axes: readonly Axis[], budget: Budget): Search {
  const met = boxes.filter((box) => box.touches(within));
  return search(within, met, axes, budget);
}

function search(within: Box, boxes: readonly Box[], axes: readonly Axis[], budget: Budget): Search {
  if (boxes.length === 0) return isPossible(within, axes) ? { kind: "found", box: within } : covered;
  budget.looks -= boxes.length;
  if (budget.looks < 0) return { kind: "spent" };
  const telling = tellingAxis(within, boxes, axes);
  if (telling === undefined) return covered;
  const { place, all } = telling;
  const free = boxes.filter((box) => speaks(box, place, all) === undefined);
  const parts = partsOf(boxes, place, all);
  let outcome: Search = covered;
  for (const part of parts) {
    const found = search(within.with(place, part.cells), [...free, ...part.boxes], axes, budget);
    if (found.kind === "found") return found;
    if (found.kind === "spent") outcome = found;
    if (budget.looks < 0) return { kind: "spent" };
  }
  return outcome;
}

/** The side of a box on an axis, where it leaves something of `all` out. */
function speaks(box: Box, place: number, all: CellSet): CellSet | undefined {
  const side = box.side(place);
  return side === undefined || includes(side, all) ? undefined : side;
}

/** The axis most boxes say something of; none where one of them says nothing at all, and so covers everything. */
function tellingAxis(
  within: Box,
  boxes: readonly Box[],
  axes: readonly Axis[],
): { readonly place: number; readonly all: CellSet } | undefined {
  const counts = new Map<number, number>();
  const sides = new Map<number, CellSet>();
  const allOf = (place: number): CellSet => {
    const known = sides.get(place) ?? within.side(place) ?? axes[place]?.everything ?? noCells;
    sides.set(place, known);
    return known;
  };
  for (const box of boxes) {
    let isSilent = true;
    for (const place of box.sides.keys()) {
      if (speaks(box, place, allOf(place)) === undefined) continue;
      isSilent = false;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    if (isSilent) return undefined;
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best === undefined ? undefined : { place: best[0], all: allOf(best[0]) };
}

interface Part {
  readonly cells: CellSet;
  readonly boxes: readonly Box[];
}

/** `all`, cut wherever a box begins or ends, each part with the boxes that stand there, the emptiest first. */
function partsOf(boxes: readonly Box[], place: number, all: CellSet): readonly Part[] {
  const spoken = boxes.flatMap((box) => {
    const side = speaks(box, place, all);
    return side === undefined ? [] : [{ box, runs: runsOf(intersectionOf(side, all)) }];
  });
  const begins = new Map<number, Box[]>();
  const ends = new Map<number, Box[]>();
  const note = (at: Map<number, Box[]>, cell: number, box: Box): void => {
    const known = at.get(cell);
    if (known === undefined) at.set(cell, [box]);
    else known.push(box);
  };
  for (const { box, runs } of spoken)
    for (const [first, last] of runs) {
      note(begins, first, box);
      note(ends, last + 1, box);
    }
  const cuts = new Set([...begins.keys(), ...ends.keys()]);
  for (const [first, last] of runsOf(all)) cuts.add(first).add(last + 1);
  const order = [...cuts].sort((a, b) => a - b);
  const standing = new Set<Box>();
  const parts: Part[] = [];
  order.forEach((cell, index) => {
    for (const box of ends.get(cell) ?? []) standing.delete(box);
    for (const box of begins.get(cell) ?? []) standing.add(box);
    const last = (order[index + 1] ?? cell + 1) - 1;
    const cells = runOf(cell, last);
    if (touches(cells, all)) parts.push({ cells, boxes: [...standing] });
  });
  return parts.sort((a, b) => a.boxes.length - b.boxes.length);
}

/** Whether two of many boxes meet: every pair once, by the axis on which they lie farthest apart. */
export function meetingPairs(
  boxes: readonly (readonly Box[])[],
  axes: readonly Axis[],
  budget: Budget,
  visit: (a: number, b: number) => boolean,
): boolean {
  const flat = boxes.flatMap((own, owner) => own.map((box) => ({ owner, box })));
  const place = sweepAxis(
    flat.map(({ box }) => box),
    axes,
  );
  const whole = place === undefined ? noCells : (axes[place]?.everything ?? noCells);
  const spans = flat
    .map(({ owner, box }) => {
      const side = (place === undefined ? undefined : box.side(place)) ?? whole;
      return { owner, box, first: side[0] ?? 0, last: side.at(-1) ?? 0 };
    })
    .sort((a, b) => a.first - b.first || a.owner - b.owner);
  // Only a pair of which one falls into several boxes can meet twice.
  const seen = boxes.some((own) => own.length > 1) ? new Set<number>() : undefined;
  for (const [index, one] of spans.entries()) {
    for (let next = index + 1; next < spans.length; next += 1) {
      const other = spans[next];
      if (other === undefined || other.first > one.last) break;
      budget.looks -= 1;
      if (budget.looks < 0) return false;
      if (one.owner === other.owner || !one.box.touches(other.box)) continue;
      const [low, high] = one.owner < other.owner ? [one.owner, other.owner] : [other.owner, one.owner];
      const pair = low * boxes.length + high;
      if (seen?.has(pair) === true) continue;
      seen?.add(pair);
      if (!visit(low, high)) return true;
    }
  }
  return true;
}

const SAMPLE = 200;

/** The axis on which the fewest of some pairs meet. */
function sweepAxis(boxes: readonly Box[], axes: readonly Axis[]): number | undefined {
  const step = Math.max(1, Math.floor(boxes.length / SAMPLE));
  const some = boxes.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  const meetings = axes.map((axis, place) => {
    const sides = some.map((box) => box.side(place) ?? axis.everything);
    return sides.reduce(
      (sum, side, index) => sum + (touches(side, sides[(index * 7 + 1) % sides.length] ?? side) ? 1 : 0),
      0,
    );
  });
  const best = meetings.indexOf(Math.min(...meetings));
  return best === -1 ? undefined : best;
}
