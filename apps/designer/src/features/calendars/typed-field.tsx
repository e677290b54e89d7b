import { Input } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@orderloom/rule-dsl";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { pickText } from "../../shared/format/text.ts";

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** How it is written. */
  readonly how: string;
  readonly problems: readonly Problem[];
  /** A line for each of many. */
  readonly isLong?: boolean;
  readonly onChange: (text: string) => void;
}

/** Something typed as people write it, read when it is left; what cannot be read stays, with a line that says how it is written. */
export function TypedField({ label, value, placeholder, how, problems, isLong = false, onChange }: TypedFieldProps) {
  const { i18n } = useTranslation();
  const id = useId();
  const draft = useDraft(value, onChange);
  const [first] = problems;
  const status = first === undefined ? {} : ({ status: "error", "aria-describedby": `${id}-problem` } as const);
  const shared = { id, value: draft.value, onChange: draft.onChange, onBlur: draft.onBlur, ...status };
  const isAboutWriting = first === undefined || writing.has(first.code);
  return (
    <div className={isLong ? "typed-field typed-long" : "typed-field"}>
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <Input.TextArea {...shared} autoSize={{ minRows: 3, maxRows: 9 }} />
      ) : (
        <Input {...shared} placeholder={placeholder} onKeyDown={draft.onKeyDown} />
      )}
      {isLong && first === undefined && <p className="quiet">{how}</p>}
      {first !== undefined && (
        <p className="calendar-problem" id={`${id}-problem`}>
          {isAboutWriting ? how : pickText(first.message, i18n.language)}
        </p>
      )}
    </div>
  );
}

/** What the schema says of a text: better told by how it is written. */
const writing: ReadonlySet<string> = new Set(["wrong-format", "too-short", "too-long", "wrong-type"]);
