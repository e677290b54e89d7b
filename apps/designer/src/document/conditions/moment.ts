/*
 * Moments are compared in FEEL: json-rules-engine's order of texts would take `09:00+08:00` for later than `08:00Z`.
 * These are the forms that the builder writes and shows as a line.
 */

export type Moment =
  | { readonly kind: "before" | "from"; readonly path: string; readonly at: string }
  /** From the first instant on, up to but without the second. */
  | { readonly kind: "span"; readonly path: string; readonly from: string; readonly until: string };

const path = String.raw`([a-z]\w*(?:\.[A-Za-z]\w*)*)`;
const instant = String.raw`date and time\("([^"]*)"\)`;
const compared = new RegExp(String.raw`^\s*${path}\s*(<|>=)\s*${instant}\s*$`);
const ranged = new RegExp(String.raw`^\s*${path}\s+in\s+\[\s*${instant}\s*\.\.\s*${instant}\s*\)\s*$`);

export function momentIn(feel: string): Moment | undefined {
  const [, left, sign, at] = compared.exec(feel) ?? [];
  if (left !== undefined && sign !== undefined && at !== undefined)
    return { kind: sign === "<" ? "before" : "from", path: left, at };
  const [, subject, from, until] = ranged.exec(feel) ?? [];
  if (subject === undefined || from === undefined || until === undefined) return undefined;
  return { kind: "span", path: subject, from, until };
}

export function momentFeel(moment: Moment): string {
  if (moment.kind === "span") return `${moment.path} in [${literal(moment.from)}..${literal(moment.until)})`;
  return `${moment.path} ${moment.kind === "before" ? "<" : ">="} ${literal(moment.at)}`;
}

const literal = (at: string): string => `date and time("${at.replaceAll('"', "")}")`;
