import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Condition, conditionText, type Diagnostic } from "@orderloom/rule-dsl";
import { soundOf, viewOf } from "../../document/conditions/condition-view.ts";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { BuilderContext, type Builder, type TreeProps } from "./builder.ts";
import { AddButtons } from "./add-buttons.tsx";
import { PartView } from "./part-view.tsx";
import { onSample } from "./sample-verdicts.ts";
import "./conditions.css";

/** A condition as groups of lines, what each comes to on the sample order, and the sentence the whole reads as. */
export function ConditionBuilder(props: TreeProps) {
  return (
    <>
      <ConditionTree {...props} />
      <ReadsAs condition={props.value} />
    </>
  );
}

const none: readonly Diagnostic[] = [];

function ConditionTree({
  value,
  problems = none,
  readOnly = false,
  onChange,
  onChangeNamed,
  onFix,
  onCode,
}: TreeProps) {
  const reading = useReading();
  const language = useLanguage();
  const [dragged, setDragged] = useState<string>();
  const [focus, setFocus] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const seen = useMemo(() => onSample(soundOf(value), reading, language), [value, reading, language]);
  useEffect(() => {
    if (focus === undefined) return;
    tree.current?.querySelector<HTMLElement>(`[data-at="${focus}"]`)?.focus();
  }, [focus, value]);
  const builder: Builder = {
    root: value,
    readOnly,
    onSample: seen,
    problems,
    dragged,
    drag: setDragged,
    change: (next, at) => {
      setFocus(at);
      if (next !== value) onChange(next);
    },
    changeNamed: onChangeNamed,
    onFix,
    onCode,
    tree: ConditionTree,
  };
  const view = viewOf(value);
  return (
    <BuilderContext value={builder}>
      <div className="condition-tree" ref={tree}>
        <PartView view={view} />
        {!readOnly && view.kind !== "group" && <AddButtons list={undefined} />}
      </div>
    </BuilderContext>
  );
}

/** The sentence the whole condition reads as. */
function ReadsAs({ condition }: { condition: Condition }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { catalogue, baseCurrency, timeZone } = useReading();
  const sentence = conditionText(soundOf(condition), { catalogue, baseCurrency, timeZone }, language);
  return (
    <section className="reads-as" aria-label={t("conditions.readsAs")}>
      <h3>{t("conditions.readsAs")}</h3>
      <p>{sentence}</p>
    </section>
  );
}
