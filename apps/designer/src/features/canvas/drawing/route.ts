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
  /** Where the share of orders stands. */
  readonly label: Position & { readonly anchor: "start" | "middle" };
}

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
  return { points, d: pathOf(points), label: labelOf(points) };
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
  return { points, d: pathOf(points), label: labelOf(points) };
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

/** On the first level stretch that is long enough, else beside the first downward one. */
function labelOf(points: readonly Position[]): Route["label"] {
  for (const [index, from] of points.entries()) {
    const to = points[index + 1];
    if (to !== undefined && from.y === to.y && Math.abs(from.x - to.x) >= 56)
      return {
        x: from.x + Math.sign(to.x - from.x) * Math.min(48, Math.abs(to.x - from.x) / 2),
        y: from.y,
        anchor: "middle",
      };
  }
  const [start = { x: 0, y: 0 }, next = start] = points;
  // Below where a neighbour's line turns off, above the chevron.
  const length = next.y - start.y;
  return { x: start.x + 9, y: start.y + (length < 64 ? Math.max(10, length - 12) : 18), anchor: "start" };
}
