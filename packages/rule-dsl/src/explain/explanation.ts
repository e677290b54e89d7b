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
