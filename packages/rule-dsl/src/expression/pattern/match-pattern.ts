/**
 * Finds a pattern in a text by backtracking that pays for every step. A pattern that would take time without end uses
 * up the evaluation's budget instead.
 */
import type { ParsedPattern, PatternNode } from "./parse-pattern.ts";

export interface Subject {
  /** The text by code points. */
  readonly chars: readonly string[];
  /** `^` and `$` hold at lines too. */
  readonly isMultiline: boolean;
  /** Pays for one step; throws when there is nothing left to pay with. */
  readonly step: () => void;
}

export interface Match {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** What each group took, from group 1 on; undefined for one that took no part. */
  readonly groups: readonly (string | undefined)[];
}

interface State extends Subject {
  readonly groups: (readonly [start: number, end: number] | undefined)[];
}

/** Goes on behind the matched piece; false makes the piece try another way. */
type Next = (at: number) => boolean;
type Matcher = (state: State, at: number, next: Next) => boolean;

export type Finder = (subject: Subject, from: number) => Match | null;

export function finderOf({ root, groupCount }: ParsedPattern): Finder {
  const matcher = matcherOf(root);
  return (subject, from) => {
    for (let start = from; start <= subject.chars.length; start += 1) {
      const state: State = { ...subject, groups: [] };
      let end = -1;
      const isFound = matcher(state, start, (at) => {
        end = at;
        return true;
      });
      if (isFound) return { start, end, groups: groupsOf(state, groupCount) };
    }
    return null;
  };
}

function groupsOf({ chars, groups }: State, count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, (_none, index) => {
    const group = groups[index + 1];
    return group === undefined ? undefined : chars.slice(group[0], group[1]).join("");
  });
}

function matcherOf(node: PatternNode): Matcher {
  switch (node.kind) {
    case "char":
      return (state, at, next) => fits(node.test, state, at) && next(at + 1);
    case "start":
      return (state, at, next) => isLineStart(state, at) && next(at);
    case "end":
      return (state, at, next) => {
        const isEnd = at === state.chars.length || (state.isMultiline && state.chars[at] === "\n");
        return isEnd && next(at);
      };
    case "sequence":
      return sequenceOf(node.parts.map(matcherOf));
    case "choice":
      return choiceOf(node.options.map(matcherOf));
    case "group":
      return groupOf(matcherOf(node.inner), node.index);
    case "back-reference":
      return backReferenceTo(node);
    case "repeat":
      return node.inner.kind === "char" ? repeatChar(node, node.inner.test) : repeatAny(node, matcherOf(node.inner));
  }
}

/** A line break at the very end begins no line. */
function isLineStart({ chars, isMultiline }: State, at: number): boolean {
  return at === 0 || (isMultiline && at < chars.length && chars[at - 1] === "\n");
}

function fits(test: (char: string) => boolean, state: State, at: number): boolean {
  state.step();
  const char = state.chars[at];
  return char !== undefined && test(char);
}

function sequenceOf(parts: readonly Matcher[]): Matcher {
  const [first, ...others] = parts;
  if (first === undefined) return (_state, at, next) => next(at);
  if (others.length === 0) return first;
  const remaining = sequenceOf(others);
  return (state, at, next) => first(state, at, (behind) => remaining(state, behind, next));
}

function choiceOf(options: readonly Matcher[]): Matcher {
  return (state, at, next) => options.some((option) => option(state, at, next));
}

function groupOf(inner: Matcher, index: number): Matcher {
  return (state, at, next) => {
    state.step();
    const before = state.groups[index];
    const isFound = inner(state, at, (end) => {
      const own = state.groups[index];
      state.groups[index] = [at, end];
      if (next(end)) return true;
      state.groups[index] = own;
      return false;
    });
    if (!isFound) state.groups[index] = before;
    return isFound;
  };
}

/** A group that took no part matches the empty text. */
function backReferenceTo({ index, isSame }: Extract<PatternNode, { kind: "back-reference" }>): Matcher {
  return (state, at, next) => {
    const group = state.groups[index];
    const taken = group === undefined ? [] : state.chars.slice(group[0], group[1]);
    for (const [offset, char] of taken.entries()) {
      state.step();
      const other = state.chars[at + offset];
      if (other === undefined || !isSame(other, char)) return false;
    }
    return next(at + taken.length);
  };
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

/** One code point many times: no recursion, however long the text. */
function repeatChar({ min, max, isLazy }: Bounds, test: (char: string) => boolean): Matcher {
  return (state, at, next) => {
    let end = at;
    while (end < at + min) {
      if (!fits(test, state, end)) return false;
      end += 1;
    }
    if (isLazy) {
      while (!next(end)) {
        if (end >= at + max || !fits(test, state, end)) return false;
        end += 1;
      }
      return true;
    }
    while (end < at + max && fits(test, state, end)) end += 1;
    for (; end >= at + min; end -= 1) if (next(end)) return true;
    return false;
  };
}

/** A round that takes nothing is the last. */
function repeatAny({ min, max, isLazy }: Bounds, inner: Matcher): Matcher {
  const goOn = (state: State, at: number, count: number, next: Next): boolean => {
    state.step();
    const again = (): boolean =>
      count < max &&
      inner(state, at, (end) => (end === at && count >= min ? false : goOn(state, end, count + 1, next)));
    if (count < min) return again();
    return isLazy ? next(at) || again() : again() || next(at);
  };
  return (state, at, next) => goOn(state, at, 0, next);
}
