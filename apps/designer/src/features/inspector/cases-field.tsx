import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition, JsonValue } from "@orderloom/rule-dsl";
import { freeChoiceId, moved, removeChoice, renameChoice, withField } from "../../document/inspector/node-edits.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { ChoiceMenu, IdField } from "./choice-row.tsx";
import { conditionIn, type FieldControlProps, jsonOf, problemsWithin } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";
import { wordsIn } from "./words-in.ts";

/** The cases of a switch, the first that holds wins; each with its name and its condition. */
export function CasesField({ value, place, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  const [chosen, setChosen] = useState(0);
  const cases = itemsOf(value);
  const opened = Math.min(chosen, cases.length - 1);
  return (
    <div className="cases-field">
      {cases.map((_, index) => (
        <OneCase
          key={String(index)}
          index={index}
          cases={cases}
          place={`${place}/${String(index)}`}
          isOpen={index === opened}
          onOpen={() => setChosen(index)}
          onChange={(next) => onChange(cases.map((other, at) => (at === index ? next : other)))}
          onMove={(by) => {
            onChange(moved(cases, index, by));
            setChosen(index + by);
          }}
        />
      ))}
      {!readOnly && (
        <Button
          type="link"
          size="small"
          className="add-field"
          icon={<Icon name="plus" size={14} />}
          onClick={() => {
            onChange([...cases, { id: freeChoiceId(cases, "case"), when: { all: [] } }]);
            setChosen(cases.length);
          }}
        >
          {t("inspector.addCase")}
        </Button>
      )}
    </div>
  );
}

interface OneCaseProps {
  readonly index: number;
  readonly cases: readonly JsonValue[];
  readonly place: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChange: (next: JsonValue) => void;
  readonly onMove: (by: -1 | 1) => void;
}

function OneCase({ index, cases, place, isOpen, onOpen, onChange, onMove }: OneCaseProps) {
  const { t } = useTranslation();
  const { object, put, putWith, problems, readOnly, renderCondition, sample } = useInspected();
  const format = useFormat();
  const [naming, setNaming] = useState(false);
  const one = fieldsOf(cases[index]);
  const id = typeof one["id"] === "string" ? one["id"] : "";
  const words = wordsIn(one["name"]);
  const name = format.text(words ?? { en: id });
  const ids = cases.map((other) => fieldsOf(other)["id"]).filter((other) => typeof other === "string");
  const withWhen = (next: Condition): JsonValue => ({ ...one, when: jsonOf(next) });
  const found = problemsWithin(problems, `${place}/when`);
  return (
    <section className="switch-case" aria-label={name}>
      <div className="choice-head">
        {isOpen ? (
          <h3>{t("inspector.takeWhen", { name })}</h3>
        ) : (
          <button type="button" className="case-title" aria-expanded={false} onClick={onOpen}>
            <Icon name="chevron-right" size={14} />
            {t("inspector.takeWhen", { name })}
            {found.length > 0 && <Icon name="alert" size={12} className="case-alert" />}
          </button>
        )}
        {isOpen && sample}
        {isOpen && !readOnly && (
          <Button
            type="text"
            size="small"
            aria-pressed={naming}
            aria-label={t("inspector.rename", { label: name })}
            icon={<Icon name="pencil" size={14} />}
            onClick={() => setNaming(!naming)}
          />
        )}
        <ChoiceMenu
          label={name}
          isFirst={index === 0}
          isLast={index === cases.length - 1}
          canRemove={cases.length > 1}
          onMove={onMove}
          onRemove={() => put(removeChoice(object, "cases", index))}
        />
      </div>
      {isOpen && naming && (
        <div className="case-names">
          <WordsField
            label={name}
            disabled={readOnly}
            value={words}
            onChange={(next) => onChange(withField(one, "name", next))}
          />
          <IdField id={id} name={words} taken={ids} onRename={(to) => put(renameChoice(object, "cases", index, to))} />
        </div>
      )}
      {isOpen &&
        renderCondition({
          value: conditionIn(one["when"]),
          problems: found,
          readOnly,
          onChange: (next) => onChange(withWhen(next)),
          onChangeNamed: (next, conditions) =>
            putWith(
              { ...object, cases: cases.map((other, at) => (at === index ? withWhen(next) : other)) },
              conditions,
            ),
        })}
    </section>
  );
}
