import { Input } from "antd";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { useLanguage } from "./reading.ts";
import { useDraft } from "./use-draft.ts";

interface WordsFieldProps {
  readonly value: LocalizedText | undefined;
  readonly label: string;
  readonly disabled?: boolean;
  /** Words that may take several lines. */
  readonly long?: boolean;
  /** Undefined when nothing is said in any language. */
  readonly onChange: (value: LocalizedText | undefined) => void;
}

const tags = ["zh-CN", "en"] as const;
type Tag = (typeof tags)[number];

/** The same words in both languages, the reader's own first (S41). Words in any other language are kept. */
export function WordsField({ value = {}, label, disabled = false, long = false, onChange }: WordsFieldProps) {
  const { t } = useTranslation();
  const own = useLanguage();
  const ordered = tags.toSorted((a, b) => Number(b === own) - Number(a === own));
  const put = (tag: Tag, text: string): void => {
    const { [tag]: _old, ...others } = value;
    const next = text.trim() === "" ? others : { ...value, [tag]: text };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <span className="words-field">
      {ordered.map((tag) => (
        <OneLanguage
          key={tag}
          tag={t(`inspector.language.${tag}`)}
          label={`${label} ${t(`inspector.language.${tag}`)}`}
          value={value[tag] ?? ""}
          disabled={disabled}
          long={long}
          onChange={(text) => put(tag, text)}
        />
      ))}
    </span>
  );
}

interface OneLanguageProps {
  readonly tag: string;
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly long: boolean;
  readonly onChange: (text: string) => void;
}

function OneLanguage({ tag, label, value, disabled, long, onChange }: OneLanguageProps) {
  const draft = useDraft(value, onChange);
  if (long) {
    return (
      <Input.TextArea
        aria-label={label}
        placeholder={tag}
        disabled={disabled}
        maxLength={2000}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={draft.value}
        onChange={draft.onChange}
        onBlur={draft.onBlur}
        onKeyDown={(event) => {
          if (event.key === "Escape") draft.onKeyDown(event);
        }}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      prefix={<span className="words-tag">{tag}</span>}
      disabled={disabled}
      maxLength={2000}
      value={draft.value}
      onChange={draft.onChange}
      onBlur={draft.onBlur}
      onKeyDown={draft.onKeyDown}
    />
  );
}
