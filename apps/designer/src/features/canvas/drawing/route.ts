import { card } from "../../../document/card-size.ts";
import type { Position } from "../../../document/edited-document.ts";

/*
 * The way of a line: right angles, down out of a port and down into a card. Of a few ways that a person would draw, the
 * first that meets no card is taken; where every one does, the last is.
 */

export interface Obstacle extends Position {
  readonly width: number;
  readonly height: number;
}

export interface Route {
  /** Corners from start to end. */
  readonly points: readonly Position[];
  readonly d: string;
  /** Where the share of orders stands: one of `labels`, the first where nothing of its neighbours does. */
  readonly label: Label;
  readonly labels: readonly Label[];
}

export type Label = Position & { readonly anchor: "start" | "middle" | "end" };

interface Asked {
  readonly start: Position;
  readonly side: "bottom" | "right";
  readonly end: Position;
  /** Which way out of its card it is, so that neighbours do not lie on each other. */
  readonly index: number;
  readonly source: Obstacle;
  readonly target: Obstacle;
  readonly obstacles: readonly Obstacle[];
}

/** The short way of a line onto another of the same card that leads to the same place. */
export function joining(start: Position, other: Position): Route {
  const points = [
    start,
    { x: start.x + card.gapX / 2 - 2, y: start.y },
    { x: start.x + card.gapX / 2 - 2, y: other.y },
  ];
  return routeOf(points);
}

const RADIUS = 8;
const CLEAR = 6;
const ABOVE = 16;

export function route(asked: Asked): Route {
  const { source, target } = asked;
  // A line that starts in a corner of its card or ends in one does not meet it there.
  const others = asked.obstacles.filter((box) => box !== source && box !== target);
  const ways = asked.side === "right" ? fromTheRight(asked, others) : fromBelow(asked, others);
  const points = ways.find((way) => isClear(way, others)) ?? ways.at(-1) ?? [asked.start, asked.end];
  return routeOf(points);
}

const LOW = 18;

function fromBelow({ start, end, index, source, target }: Asked, others: readonly Obstacle[]): readonly Position[][] {
  const below = start.y + LOW + (index % 3) * 4;
  const above = end.y - ABOVE;
  const straight = Math.abs(start.x - end.x) < 1 && end.y > start.y ? [[start, end]] : [];
  const bent = [
    [start, { x: start.x, y: below }, { x: end.x, y: below }, end],
    [start, { x: start.x, y: above }, { x: end.x, y: above }, end],
  ];
  const near = end.y - start.y >= ABOVE + 8 ? bent : [];
  const around = columns(start, end, [source, target], others).map((x) => [
    start,
    { x: start.x, y: below },
    { x, y: below },
    { x, y: above },
    { x: end.x, y: above },
    end,
  ]);
  return [...straight, ...near, ...around];
}

function fromTheRight({ start, end, source, target }: Asked, others: readonly Obstacle[]): readonly Position[][] {
  const above = end.y - ABOVE;
  const beside = start.x + card.gapX / 2 - 2;
  const low = source.y + source.height + ABOVE - 2;
  // Round the corner of its own card, and over to where it leads, below it.
  const corner = [
    [start, { x: beside, y: start.y }, { x: beside, y: low }, { x: end.x, y: low }, end],
    [start, { x: beside, y: start.y }, { x: beside, y: above }, { x: end.x, y: above }, end],
  ];
  const short = end.y > low + 8 ? corner : [];
  const direct = end.x > start.x + 8 && end.y > start.y + 8 ? [[start, { x: end.x, y: start.y }, end]] : [];
  const around = [start.x + card.gapX / 2, ...columns(start, end, [source, target], others)]
    .filter((x) => x > start.x)
    .map((x) => [start, { x, y: start.y }, { x, y: above }, { x: end.x, y: above }, end]);
  return [...direct, ...short, ...around];
}

/** Upright lines between the cards, those that make the shortest way first. */
function columns(
  start: Position,
  end: Position,
  own: readonly Obstacle[],
  others: readonly Obstacle[],
): readonly number[] {
  const top = Math.min(start.y, end.y) - 40;
  const bottom = Math.max(start.y, end.y) + 40;
  const near = [...own, ...others.filter((box) => box.y < bottom && box.y + box.height > top)];
  const sides = near.flatMap(({ x, width }) => [x - card.gapX / 2, x + width + card.gapX / 2]);
  const length = (x: number) => Math.abs(start.x - x) + Math.abs(end.x - x);
  return [...new Set(sides)].sort((one, other) => length(one) - length(other)).slice(0, 12);
}

function isClear(points: readonly Position[], others: readonly Obstacle[]): boolean {
  return points.every((from, index) => {
    const to = points[index + 1];
    return to === undefined || others.every((box) => !meets(from, to, box));
  });
}

function meets(from: Position, to: Position, { x, y, width, height }: Obstacle): boolean {
  const isBeside = Math.max(from.x, to.x) <= x - CLEAR || Math.min(from.x, to.x) >= x + width + CLEAR;
  const isAbove = Math.max(from.y, to.y) <= y - CLEAR || Math.min(from.y, to.y) >= y + height + CLEAR;
  return !isBeside && !isAbove;
}

function pathOf(points: readonly Position[]): string {
  const corners = points.filter((point, index) => index === 0 || !isSame(point, points[index - 1]));
  return corners
    .map((point, index) => {
      const before = corners[index - 1];
      const after = corners[index + 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, after) / 2);
      const from = towards(point, before, radius);
      const to = towards(point, after, radius);
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
    })
    .join("");
}

const isSame = (one: Position, other: Position | undefined): boolean => one.x === other?.x && one.y === other.y;
const distance = (one: Position, other: Position): number => Math.abs(one.x - other.x) + Math.abs(one.y - other.y);

function towards(from: Position, to: Position, by: number): Position {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

function routeOf(points: readonly Position[]): Route {
  const labels = labelsOf(points);
  return { points, d: pathOf(points), label: labels[0], labels };
}

const LEVEL = 56;
const BESIDE = 9;
const UNDER = 10;

/** On the first level stretch that is long enough, else beside the first downward one, else farther on. */
function labelsOf(points: readonly Position[]): readonly [Label, ...Label[]] {
  const [start = { x: 0, y: 0 }] = points;
  const stretches = points.flatMap((from, index) => {
    const to = points[index + 1];
    return to === undefined ? [] : [{ from, to, before: points[index - 1] ?? from }];
  });
  const level = stretches.filter(({ from, to }) => from.y === to.y && Math.abs(from.x - to.x) >= LEVEL);
  const down = stretches.filter(({ from, to }) => from.x === to.x && to.y - from.y >= 16).map(besideOf);
  const [first = { x: start.x + BESIDE, y: start.y + UNDER, anchor: "start" }, ...others] = [
    ...level.map(({ from, to }) => onLevel(from, to)),
    ...level.map(({ from, to }) => onLevel(to, from)),
    ...down,
  ];
  return [first, ...others];
}

/** Under its way out, above where a neighbour's line turns off; further down on the side that it came round to. */
function besideOf({ from, before }: { readonly from: Position; readonly before: Position }): Label {
  const y = from.y + (before === from ? UNDER : 18);
  return before.x > from.x ? { x: from.x - BESIDE, y, anchor: "end" } : { x: from.x + BESIDE, y, anchor: "start" };
}

function onLevel(from: Position, to: Position): Label {
  const by = Math.min(48, Math.abs(to.x - from.x) / 2);
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y, anchor: "middle" };
}

const LABEL = { width: 52, height: 12 };
const leftOf = { start: 0, middle: LABEL.width / 2, end: LABEL.width } as const;

function coversOf({ x, y, anchor }: Label): Obstacle {
  return { x: x - leftOf[anchor], y: y - LABEL.height / 2, ...LABEL };
}

/** The same ways out of one card, each with its share where those before it have none. */
export function withLabelsApart<T extends { readonly route: Route }>(lines: readonly T[]): readonly T[] {
  const taken: Obstacle[] = [];
  return lines.map((line) => {
    const { label, labels } = line.route;
    const isFree = (one: Label): boolean => taken.every((other) => !overlap(coversOf(one), other));
    const free = labels.find(isFree) ?? label;
    taken.push(coversOf(free));
    return free === label ? line : { ...line, route: { ...line.route, label: free } };
  });
}

const overlap = (one: Obstacle, other: Obstacle): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
