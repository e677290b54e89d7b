import type { Voice } from "./voice.ts";

const instant = String.raw`date and time\("([^"]+)"\)`;
const instantRange = new RegExp(String.raw`^([\w.]+) in [[(\]]${instant}\s*\.\.\s*${instant}[\])[]$`);

/** An expression with its facts by their labels; a range of instants as `在 … 至 … 之间`. The rest stays as it was written. */
export function feelText(feel: string, voice: Voice): string {
  const range = instantRange.exec(feel.trim());
  const [, path, from, until] = range ?? [];
  if (path !== undefined && from !== undefined && until !== undefined) {
    const parts = { label: voice.label(path), from: voice.value(from), until: voice.value(until) };
    return voice.say("{label}在 {from} 至 {until} 之间", "{label} from {from} to {until}", parts);
  }
  return withLabels(feel, voice);
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
