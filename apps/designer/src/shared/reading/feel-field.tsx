import { AutoComplete, Input } from "antd";
import { useMemo, useRef, useState } from "react";
import {
  compileFeel,
  type FeelContext,
  feelCodeTexts,
  feelFunctionNames,
  feelTypeOf,
  type FeelProblem,
} from "@orderloom/rule-dsl";
import { Icon } from "../icons/icon.tsx";
import { fieldOptions } from "./field-options.ts";
import { useOptionName } from "./field-picker.tsx";
import { type Reading, useLanguage, useReading } from "./reading.ts";
import { useDraft } from "./use-draft.ts";

interface FeelFieldProps {
  /** Without a leading `=`. */
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (text: string) => void;
}

const contextOf = (reading: Reading): FeelContext => ({
  names: new Set(reading.roots),
  timeZone: reading.timeZone,
  types: (path) => feelTypeOf(path, reading.catalogue),
});

/** One line of FEEL: names and functions are completed while writing, and what cannot be read is marked at its place. */
export function FeelField({ value, label, disabled, onChange }: FeelFieldProps) {
  const reading = useReading();
  const draft = useDraft(value, onChange);
  const [caret, setCaret] = useState(value.length);
  const completions = useCompletions(draft.value, caret);
  const context = useMemo(() => contextOf(reading), [reading]);
  const compiled = compileFeel(draft.value, context);
  const input = useRef<HTMLDivElement>(null);
  const note = (event: React.SyntheticEvent<HTMLElement>): void => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
      setCaret(target.selectionStart ?? target.value.length);
  };
  return (
    // Tab leads on; it never takes a completion that the pointer happens to lie on.
    <div
      className="feel-field"
      ref={input}
      onKeyDownCapture={(event) => event.key === "Tab" && event.stopPropagation()}
    >
      <AutoComplete
        value={draft.value}
        disabled={disabled === true}
        options={draft.isEditing ? completions : []}
        defaultActiveFirstOption={false}
        popupMatchSelectWidth={280}
        onChange={(text: string) => {
          setCaret(input.current?.querySelector("textarea")?.selectionStart ?? text.length);
          draft.onChange({ target: { value: text } });
        }}
        onSelect={(text: string) => setCaret(text.length)}
        onBlur={draft.onBlur}
      >
        <Input.TextArea
          aria-label={label}
          className="feel-input"
          spellCheck={false}
          autoSize={{ minRows: 1, maxRows: 6 }}
          onKeyUp={note}
          onClick={note}
          onKeyDown={(event) => {
            if (event.key === "Escape") draft.onKeyDown(event);
          }}
        />
      </AutoComplete>
      {!compiled.ok && compiled.problems[0] !== undefined && (
        <FeelError text={draft.value} problem={compiled.problems[0]} />
      )}
    </div>
  );
}

const WORD = /[A-Za-z_][\w.]*$/;
const MOST = 12;

/** Each completion is the whole text with the word before the caret made whole. */
function useCompletions(text: string, caret: number): { value: string; label: React.ReactNode }[] {
  const { catalogue, roots } = useReading();
  const nameOf = useOptionName();
  const word = WORD.exec(text.slice(0, caret))?.[0] ?? "";
  if (word.length < 2) return [];
  const before = text.slice(0, caret - word.length);
  const after = text.slice(caret);
  const isReadable = (path: string): boolean => roots.includes(path.split(".")[0] ?? "");
  const fields = fieldOptions(catalogue, false)
    .filter(({ path, words }) => isReadable(path) && words.includes(word.toLowerCase()) && path !== word)
    .toSorted((a, b) => Number(b.path.startsWith(word)) - Number(a.path.startsWith(word)))
    .map((option) => ({ insert: option.path, note: nameOf(option) }));
  const functions = feelFunctionNames
    .filter((name) => name.startsWith(word) && name !== word)
    .map((name) => ({ insert: `${name}(`, note: "" }));
  return [...fields, ...functions].slice(0, MOST).map(({ insert, note }) => ({
    value: `${before}${insert}${after}`,
    label: (
      <span className="completion">
        <code>{insert}</code>
        {note !== "" && <span>{note}</span>}
      </span>
    ),
  }));
}

function FeelError({ text, problem }: { text: string; problem: FeelProblem }) {
  const language = useLanguage();
  const sentence = feelCodeTexts[problem.code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    spoken(problem.data?.[name]),
  );
  const { from } = problem;
  const to = Math.max(problem.to, from + 1);
  return (
    <p className="feel-error" role="alert">
      <code aria-hidden="true">
        {text.slice(Math.max(0, from - 24), from)}
        <mark>{text.slice(from, to).padEnd(1, "\u00a0")}</mark>
        {text.slice(to, to + 16)}
      </code>
      <span>
        <Icon name="alert" size={12} />
        {sentence}
      </span>
    </p>
  );
}

const spoken = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
