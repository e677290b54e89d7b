import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BothLanguages, Diagnostic, Severity } from "@orderloom/rule-dsl";
import { jsonPlaces, placeOf } from "../../document/json-places.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { CodeEditor, type Mark } from "./code-editor.tsx";
import { type CodeState, useCodeText } from "./use-code-text.ts";
import "./code.css";
import type { Schema } from "./schema.ts";

interface CodeTabProps {
  /** Names what is edited, such as `workflow/credit-term-review`. */
  readonly address: string;
  readonly label: string;
  readonly value: unknown;
  readonly schema: Schema | undefined;
  /** What `check` found in the value, with paths from it on. */
  readonly problems: readonly Diagnostic[];
  readonly readOnly?: boolean;
  /** Takes over a text that parses and that the schema accepts, as one step. */
  readonly onApply: (value: unknown) => void;
}

interface Found {
  readonly path: string;
  readonly severity: Severity;
  readonly message: BothLanguages;
}

/** Any part of a definition as text, and what is wrong with it at its place. */
export function CodeTab({ address, label, value, schema, problems, readOnly = false, onApply }: CodeTabProps) {
  const { catalogue, conditions } = useReading();
  const code = useCodeText({ address, value, schema, onApply });
  const [shown, setShown] = useState<Mark>();
  const names = useMemo(() => ({ catalogue, conditions }), [catalogue, conditions]);
  const found: readonly Found[] = useMemo(
    () =>
      code.refused.length > 0
        ? code.refused.map(({ pointer, message }) => ({ path: pointer, severity: "error", message }))
        : code.state === "applied"
          ? problems
          : [],
    [code.refused, code.state, problems],
  );
  const marks = useMemo(() => marksOf(code.text, found), [code.text, found]);
  return (
    <div className="code-tab">
      <CodeState state={code.state} onReset={code.reset} onApply={code.applyNow} />
      <CodeEditor
        address={address}
        label={label}
        text={code.text}
        revision={code.revision}
        schema={schema}
        names={names}
        marks={marks}
        readOnly={readOnly}
        shown={shown}
        onChange={code.setText}
        onSave={code.applyNow}
      />
      {marks.length > 0 && <CodeProblems text={code.text} marks={marks} onShow={(mark) => setShown({ ...mark })} />}
    </div>
  );
}

function marksOf(text: string, found: readonly Found[]): readonly Mark[] {
  if (found.length === 0) return [];
  const places = jsonPlaces(text);
  return found.flatMap(({ path, severity, message }) => {
    const place = placeOf(places, path);
    if (place === undefined) return [];
    // A whole object is marked at its name: a page under waves says nothing.
    const isLong = text.slice(place.from, place.to).includes("\n");
    const { from, to } = isLong && place.key !== undefined ? place.key : place;
    return [{ from, to: isLong && place.key === undefined ? from + 1 : to, severity, message }];
  });
}

const stateIcons = { applied: "check", waiting: "clock", broken: "alert", refused: "alert", behind: "alert" } as const;

function CodeState({ state, onReset, onApply }: { state: CodeState; onReset: () => void; onApply: () => void }) {
  const { t } = useTranslation();
  const isKept = state === "broken" || state === "refused" || state === "behind";
  return (
    <div className={isKept ? "code-state code-state-kept" : "code-state"} role="status">
      <Icon name={stateIcons[state]} size={14} />
      <span>{t(`code.state.${state}`)}</span>
      {state === "behind" && (
        <Button size="small" onClick={onApply}>
          {t("code.apply")}
        </Button>
      )}
      {isKept && (
        <Button size="small" onClick={onReset}>
          {t("code.reset")}
        </Button>
      )}
    </div>
  );
}

interface CodeProblemsProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly onShow: (mark: Mark) => void;
}

function CodeProblems({ text, marks, onShow }: CodeProblemsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  return (
    <ul className="code-problems" aria-label={t("code.problems")}>
      {marks.map((mark, index) => (
        <li key={`${String(index)} ${mark.message.en}`} className={`code-problem-${mark.severity}`}>
          <button type="button" onClick={() => onShow(mark)}>
            <Icon name="alert" size={12} />
            <span>{t("code.line", { line: lineOf(mark.from) })}</span>
            <span>{mark.message[language]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
