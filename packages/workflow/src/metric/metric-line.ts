import type { MetricLines } from "./metric-shape.ts";

/** Where a key of a metric stands between its two lines (S21). */
export interface MetricLine {
  readonly state: "normal" | "held";
  /** UTC milliseconds. */
  readonly since: number;
  /** Since when it has been past the line to the other state without a break, UTC milliseconds. */
  readonly turning?: number;
}

export const FIRST_LINE: MetricLine = { state: "normal", since: 0 };

/**
 * The line after a look at the measure. `measure` undefined: too little was counted to say anything, which never holds. Exactly on a line is not
 * past it. A line that did not move is the very one that came in.
 */
export function movedLine(line: MetricLine, measure: number | undefined, lines: MetricLines, now: number): MetricLine {
  if (measure === undefined) return line.state === "normal" ? steady(line) : { state: "normal", since: now };
  const isPast = line.state === "normal" ? measure > lines.hold.above : measure < lines.release.below;
  if (!isPast) return steady(line);
  const turning = line.turning ?? now;
  const forMs = line.state === "normal" ? lines.hold.forMs : lines.release.forMs;
  if (now - turning >= forMs) return { state: line.state === "normal" ? "held" : "normal", since: now };
  return line.turning === undefined ? { ...line, turning } : line;
}

function steady(line: MetricLine): MetricLine {
  return line.turning === undefined ? line : { state: line.state, since: line.since };
}

/** When the line moves if the measure stays where it is; UTC milliseconds. */
export function turnsAt({ state, turning }: MetricLine, { hold, release }: MetricLines): number | undefined {
  return turning === undefined ? undefined : turning + (state === "normal" ? hold.forMs : release.forMs);
}
