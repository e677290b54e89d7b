/** One condition of an explanation: whether it held, what it says, and how far it was from the other outcome. */
export interface ExplanationLine {
  readonly held: boolean;
  readonly text: string;
  readonly distance?: string;
  /** The rule, row, candidate or case it belongs to. */
  readonly of?: string;
}

export interface Explanation {
  /** Observed value, relation, threshold, therefore the result. */
  readonly sentence: string;
  readonly because: readonly ExplanationLine[];
  /** What stood in the way of another result, the nearest first. */
  readonly whyNot: readonly ExplanationLine[];
}

/** A line without empty parts. */
export function line(
  held: boolean,
  text: string,
  more: { readonly distance?: string | undefined; readonly of?: string | undefined } = {},
): ExplanationLine {
  return {
    held,
    text,
    ...(more.distance === undefined ? {} : { distance: more.distance }),
    ...(more.of === undefined ? {} : { of: more.of }),
  };
}

/** `Not so: …`: a sentence begins with a capital; an id, a path or a formula is left as it is. */
export function sentenceCase(text: string): string {
  return /^[a-z]+(?:[\s,;:]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

export function inSentenceCase({ sentence, because, whyNot }: Explanation): Explanation {
  const cased = (each: ExplanationLine): ExplanationLine => ({ ...each, text: sentenceCase(each.text) });
  return { sentence: sentenceCase(sentence), because: because.map(cased), whyNot: whyNot.map(cased) };
}
