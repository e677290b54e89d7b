import { loom, thread } from "../theme/tokens.ts";

/*
 * Where an order's thread runs on the loom: pure geometry in px, x from the left edge of the loom, y left to whoever draws.
 * Stages are warp lines; the thread goes from the left edge to where the order stands, and its remainder is dotted.
 */

export type Piece = readonly [from: number, to: number];

/** What is known of an order's way. `at`: index of the stage where it stands; undefined when it stands before the first. */
export interface Way {
  readonly passed: readonly { readonly stage: number; readonly waited: boolean }[];
  readonly at: number | undefined;
  readonly end: "moving" | "waiting-for-person" | "broken" | "finished";
}

export interface LoomScale {
  readonly stages: number;
  readonly pitch: number;
}

export interface ThreadShape {
  /** Taut pieces, open where the warp lies on top. */
  readonly taut: readonly Piece[];
  readonly slack: readonly Piece[];
  /** Where three loose strands begin. */
  readonly frayedAt: number | undefined;
  readonly markAt: number;
  /** It went further once and came back: drawn dashed. */
  readonly withdrawn: Piece | undefined;
  /** What it has not walked yet. */
  readonly ahead: Piece | undefined;
}

/** From the left edge of the loom to the first warp line, and from the last to the right edge. */
export const LOOM_MARGIN = 22;
const START = 2;
const RADIUS = loom.endMark / 2;
/** Air between an end mark and what comes next. */
const AIR = 2;

export const stageX = (stage: number, { pitch }: LoomScale): number => LOOM_MARGIN + stage * pitch;

export const loomWidth = (scale: LoomScale): number => 2 * LOOM_MARGIN + Math.max(0, scale.stages - 1) * scale.pitch;

/** The warp lies over the thread where row + stage is even. */
export const warpIsOnTop = (row: number, stage: number): boolean => (row + stage) % 2 === 0;

export function threadShape(way: Way, row: number, scale: LoomScale): ThreadShape {
  const markAt = way.at === undefined ? START + RADIUS : stageX(way.at, scale);
  const end = endOfThread(way, markAt);
  const slack = slackPieces(way, scale);
  return {
    taut: openForWarp(without([START, end], slack), row, scale),
    slack,
    frayedAt: way.end === "broken" && way.at !== undefined ? end : undefined,
    markAt,
    withdrawn: withdrawnPiece(way, markAt, scale),
    ahead: aheadPiece(way, scale),
  };
}

function endOfThread({ end, at }: Way, markAt: number): number {
  if (at === undefined) return START;
  return end === "broken" ? markAt - RADIUS - AIR - thread.strand : markAt - RADIUS;
}

function slackPieces(way: Way, scale: LoomScale): Piece[] {
  const waited = new Set(way.passed.filter((passage) => passage.waited).map((passage) => passage.stage));
  if (way.end === "waiting-for-person" && way.at !== undefined) waited.add(way.at);
  const reached = way.at ?? -1;
  return [...waited]
    .filter((stage) => stage <= reached)
    .sort((one, other) => one - other)
    .map((stage) => slackBefore(stage, scale));
}

/** Whole waves, as many as fit between the warp line before and the one where it waited. */
function slackBefore(stage: number, scale: LoomScale): Piece {
  const to = stageX(stage, scale) - RADIUS - AIR;
  const room = stage === 0 ? to - START : scale.pitch - RADIUS - AIR - loom.gap;
  const waves = Math.max(1, Math.min(3, Math.floor(room / thread.wavelength)));
  return [Math.max(START, to - waves * thread.wavelength), to];
}

function withdrawnPiece({ passed, at }: Way, markAt: number, scale: LoomScale): Piece | undefined {
  if (at === undefined) return undefined;
  const furthest = Math.max(at, ...passed.map(({ stage }) => stage));
  return furthest > at ? [markAt + RADIUS + AIR, stageX(furthest, scale)] : undefined;
}

function aheadPiece({ passed, at, end }: Way, scale: LoomScale): Piece | undefined {
  if (end === "finished") return undefined;
  const furthest = Math.max(at ?? -1, ...passed.map(({ stage }) => stage));
  if (furthest >= scale.stages - 1) return undefined;
  const from = furthest < 0 ? START + 2 * RADIUS : stageX(furthest, scale) + RADIUS;
  return [from + 2 * AIR, loomWidth(scale) - AIR];
}

/** `piece` with `holes` cut out of it; holes come from left to right. */
function without(piece: Piece, holes: readonly Piece[]): Piece[] {
  const left: Piece[] = [];
  let from = piece[0];
  for (const [holeFrom, holeTo] of holes) {
    if (holeFrom > from) left.push([from, Math.min(holeFrom, piece[1])]);
    from = Math.max(from, holeTo);
  }
  if (piece[1] > from) left.push([from, piece[1]]);
  return left.filter(([start, end]) => end > start);
}

function openForWarp(pieces: readonly Piece[], row: number, scale: LoomScale): Piece[] {
  const holes = Array.from({ length: scale.stages }, (_, stage) => stage)
    .filter((stage) => warpIsOnTop(row, stage))
    .map((stage): Piece => [stageX(stage, scale) - loom.gap / 2, stageX(stage, scale) + loom.gap / 2]);
  return pieces.flatMap((piece) => without(piece, holes));
}

/** One straight `d` for all pieces. */
export const straightPath = (pieces: readonly Piece[], y: number): string =>
  pieces.map(([from, to]) => `M${from} ${y}H${to}`).join("");

/** Half waves up and down between the ends of each piece. */
export function wavePath(pieces: readonly Piece[], y: number): string {
  const half = thread.wavelength / 2;
  return pieces
    .map(([from, to]) => {
      const halves = Math.max(2, Math.round((to - from) / half));
      const step = (to - from) / halves;
      const bends = Array.from({ length: halves }, (_, index) => {
        const height = (index % 2 === 0 ? -2 : 2) * thread.amplitude;
        return `q${step / 2} ${height} ${step} 0`;
      });
      return `M${from} ${y}${bends.join("")}`;
    })
    .join("");
}

/** Three strands that come apart. */
export const strandsPath = (x: number, y: number): string =>
  [-5, 0, 5].map((rise) => `M${x} ${y}l${thread.strand} ${rise}`).join("");
