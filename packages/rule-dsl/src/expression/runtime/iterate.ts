/** What `for`, `some` and `every` go through: lists, ranges and `a..b`, element by element. */
import { asSafeInteger } from "../numbers.ts";
import type { Span } from "../syntax/feel-node.ts";
import { dateFromEpochDay, epochDay, FeelDate } from "../temporal/date-values.ts";
import { FeelRange, type FeelValue, fromFact, isList, isNumber, kindOf } from "../values.ts";
import type { Frame, Run } from "./frame.ts";

export interface Loop {
  readonly slot: number;
  readonly source: Run;
  /** The upper end of `a..b`. */
  readonly end: Run | undefined;
  readonly span: Span;
}

/** Tells whether to go on. */
export type Visit = () => boolean;

/**
 * Visits every combination of the loops' elements, the first loop slowest. `finished` if all were visited, `stopped`
 * by the visitor, `failed` (with a warning) if a source cannot be gone through.
 */
export type Outcome = "finished" | "stopped" | "failed";

export function iterate(loops: readonly Loop[], frame: Frame, visit: Visit, index = 0): Outcome {
  const loop = loops[index];
  if (loop === undefined) return visit() ? "finished" : "stopped";
  const elements = elementsOf(loop, frame);
  if (elements === null) return "failed";
  for (const element of elements) {
    frame.charge(1, loop.span);
    frame.locals[loop.slot] = fromFact(element);
    const outcome = iterate(loops, frame, visit, index + 1);
    if (outcome !== "finished") return outcome;
  }
  return "finished";
}

function elementsOf(loop: Loop, frame: Frame): Iterable<FeelValue> | null {
  const source = loop.source(frame);
  if (loop.end !== undefined) return between(source, loop.end(frame), loop, frame);
  if (isList(source)) return source;
  if (source instanceof FeelRange) return rangeElements(source, loop, frame);
  if (source !== null) return [source];
  if (frame.warningCount === 0) frame.warn("not-iterable", loop.span, { found: "null" });
  return null;
}

function between(start: FeelValue, end: FeelValue, loop: Loop, frame: Frame): Iterable<FeelValue> | null {
  const [from, to] = [positionOf(start), positionOf(end)];
  if (from === null || to === null || kindOf(start) !== kindOf(end)) {
    frame.warn("not-iterable", loop.span, { found: `${kindOf(start)}..${kindOf(end)}` });
    return null;
  }
  return count(from, to, start instanceof FeelDate ? dateFromEpochDay : (position) => position);
}

/** A range value is gone through if its elements can be counted; an open end leaves its bound out. */
function rangeElements(range: FeelRange, loop: Loop, frame: Frame): Iterable<FeelValue> | null {
  const elements = between(range.start, range.end, loop, frame);
  const [first, last] = [positionOf(range.start), positionOf(range.end)];
  if (elements === null || first === null || last === null) return null;
  const step = first <= last ? 1 : -1;
  const from = range.startIncluded ? first : first + step;
  const to = range.endIncluded ? last : last - step;
  if ((to - from) * step < 0) return [];
  return count(from, to, range.start instanceof FeelDate ? dateFromEpochDay : (position) => position);
}

function positionOf(value: FeelValue): number | null {
  if (value instanceof FeelDate) return epochDay(value);
  return isNumber(value) ? asSafeInteger(value) : null;
}

function* count(from: number, to: number, elementAt: (position: number) => FeelValue): Iterable<FeelValue> {
  const step = from <= to ? 1 : -1;
  for (let position = from; position !== to + step; position += step) yield elementAt(position);
}
