import { useEffect, useMemo, useState } from "react";
import { type Problem, validate } from "@orderloom/rule-dsl";
import type { Schema } from "./schema.ts";

/** Text that could not be taken over yet, for as long as the page is open: leaving the tab does not lose it. */
const kept = new Map<string, { readonly text: string; readonly base: string }>();
const APPLY_AFTER_MS = 900;

const printed = (value: unknown): string => JSON.stringify(value, null, 2);
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

/** `applied`: text and definition say the same; `waiting`: it will be taken over; the others keep it as text. */
export type CodeState = "applied" | "waiting" | "broken" | "refused" | "behind";

export interface CodeText {
  readonly text: string;
  /** Rises when the text comes from elsewhere than the keyboard: only then may an editor be given it. */
  readonly revision: number;
  readonly state: CodeState;
  /** What the schema refuses of the text. */
  readonly refused: readonly Problem[];
  readonly setText: (text: string) => void;
  readonly applyNow: () => void;
  /** Gives the text up for what the definition is now. */
  readonly reset: () => void;
}

export interface CodeTextOptions {
  readonly address: string;
  readonly value: unknown;
  readonly schema: Schema | undefined;
  readonly onApply: (value: unknown) => void;
}

/** The text of a value: taken over as soon as it is whole, and following the value when that changes elsewhere. */
export function useCodeText({ address, value, schema, onApply }: CodeTextOptions): CodeText {
  const [text, setText] = useState(() => kept.get(address)?.text ?? printed(value));
  const [revision, setRevision] = useState(0);
  const [seen, setSeen] = useState<unknown>(value);
  const give = (next: string): void => {
    setText(next);
    setRevision((before) => before + 1);
  };
  // Text of an earlier visit, of a definition that has changed since: which one stands is not for us to say.
  const [behind, setBehind] = useState(() => (kept.get(address)?.base ?? printed(value)) !== printed(value));
  const parsed = useMemo(() => parse(text), [text]);
  const refused = useMemo(
    () => (parsed.ok && schema !== undefined ? validate(schema, parsed.value) : []),
    [parsed, schema],
  );
  const same = parsed.ok && isSame(parsed.value, value);
  if (value !== seen) {
    setSeen(value);
    const wasInStep = parsed.ok && isSame(parsed.value, seen);
    if (wasInStep && !same) give(printed(value));
    else if (!same) setBehind(true);
  }
  if (behind && same) setBehind(false);
  const state: CodeState = same
    ? "applied"
    : behind
      ? "behind"
      : !parsed.ok
        ? "broken"
        : refused.length > 0
          ? "refused"
          : "waiting";
  const ready = state === "waiting" && parsed.ok ? parsed.value : undefined;
  useEffect(() => {
    if (state === "applied") kept.delete(address);
    else if (state !== "behind") kept.set(address, { text, base: printed(value) });
    else kept.set(address, { text, base: kept.get(address)?.base ?? "" });
  }, [address, state, text, value]);
  useEffect(() => {
    if (ready === undefined) return undefined;
    const timer = setTimeout(() => onApply(ready), APPLY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [ready, onApply]);
  return {
    text,
    revision,
    state,
    refused,
    setText,
    applyNow: () => {
      if (parsed.ok && refused.length === 0 && !same) {
        setBehind(false);
        onApply(parsed.value);
      }
    },
    reset: () => {
      setBehind(false);
      give(printed(value));
    },
  };
}
