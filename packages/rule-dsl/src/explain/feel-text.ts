import { askedComparison, asFactLeaf, readComparison } from "./comparison.ts";
import { askedText, opposite } from "./leaf-text.ts";
import type { Voice } from "./voice.ts";

const instant = String.raw`date and time\("([^"]+)"\)`;
const instantRange = new RegExp(String.raw`^([\w.]+) in [[(\]]${instant}\s*\.\.\s*${instant}[\])[]$`);

const instantBound = new RegExp(String.raw`^([\w.]+) (<|>=) ${instant}$`);

/** `order.placedAt < date and time("...")`: before a moment, or from it on. */
function boundText(feel: string, turned: boolean, voice: Voice): string | undefined {
  const [, path, sign, at] = instantBound.exec(feel.trim()) ?? [];
  if (path === undefined || at === undefined) return undefined;
  const parts = { label: voice.label(path), at: voice.value(at) };
  return (sign === "<") !== turned
    ? voice.say("{label} 早于 {at}", "{label} before {at}", parts)
    : voice.say("{label} 不早于 {at}", "{label} not before {at}", parts);
}

interface InstantRange {
  readonly path: string;
  readonly from: string;
  readonly until: string;
}

/** `order.placedAt in [date and time("...")..date and time("...")]`, the way campaigns are written. */
export function instantRangeIn(feel: string): InstantRange | undefined {
  const [, path, from, until] = instantRange.exec(feel.trim()) ?? [];
  return path === undefined || from === undefined || until === undefined ? undefined : { path, from, until };
}

/** `下单时间 … 在 … 至 … 之间`; without `observed` as it is asked. */
export function rangeText(range: InstantRange, inside: boolean, observed: string, voice: Voice): string {
  const parts = {
    label: voice.label(range.path) + (observed === "" ? "" : ` ${observed}`),
    from: voice.value(range.from),
    until: voice.value(range.until),
  };
  return inside
    ? voice.say("{label} 在 {from} 至 {until} 之间", "{label} between {from} and {until}", parts)
    : voice.say("{label} 不在 {from} 至 {until} 之间", "{label} not between {from} and {until}", parts);
}

/** An expression as it is asked, the common forms in words; the rest stays as it was written, its facts by their labels. */
export function feelText(feel: string, turned: boolean, voice: Voice): string {
  const range = instantRangeIn(feel);
  if (range !== undefined) return rangeText(range, !turned, "", voice);
  const bound = boundText(feel, turned, voice);
  if (bound !== undefined) return bound;
  const comparison = readComparison(feel);
  const leaf = comparison && asFactLeaf(comparison);
  if (leaf !== undefined && (!turned || opposite(leaf) !== undefined))
    return askedText(turned ? (opposite(leaf) ?? leaf) : leaf, voice);
  if (comparison !== undefined) return askedComparison(comparison, turned, voice);
  const asked = withLabels(feel, voice);
  return turned ? voice.say("并非：{asked}", "Not: {asked}", { asked }) : asked;
}

/** Texts in quotes are left alone, unless they stand beside a personal fact. */
function withLabels(feel: string, voice: Voice): string {
  const parts = feel.split(/("(?:[^"\\]|\\.)*")/);
  const paths = parts.flatMap((part) => (isText(part) ? [] : (part.match(factPaths) ?? [])));
  const hidden = paths.some((path) => voice.hides(path));
  const show = (part: string): string =>
    isText(part) ? (hidden ? '"****"' : part) : part.replaceAll(factPaths, (path) => voice.label(path));
  return parts.map(show).join("");
}

const factPaths = /\b[a-z]\w*(?:\.\w+)+/g;
const isText = (part: string): boolean => part.startsWith('"');
