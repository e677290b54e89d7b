import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "@orderloom/rule-dsl";
import { freeChoiceId, moved, removeChoice, renameChoice, withField } from "../../document/inspector/node-edits.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { ChoiceMenu, IdField } from "./choice-row.tsx";
import { FieldProblems } from "./form-field.tsx";
import { type FieldControlProps, problemsBelow } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";
import { wordsIn } from "./words-in.ts";

/** Outcomes, branches, remedies: each a way out of the node, by name and id. */
export function ChoicesField({ name, schema, value, place, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { object, put, problems, readOnly } = useInspected();
  const format = useFormat();
  const choices = itemsOf(value);
  const ids = choices.map((choice) => idIn(choice));
  const set = (index: number, choice: JsonValue): void =>
    onChange(choices.map((one, at) => (at === index ? choice : one)));
  return (
    <div className="choices-field">
      {choices.map((choice, index) => {
        const { id, name: words } = fieldsOf(choice);
        const own = typeof id === "string" ? id : "";
        const label = format.text(wordsIn(words) ?? { en: own });
        return (
          <div key={`${String(index)} ${own}`} className="choice">
            <div className="choice-head">
              <strong>{label}</strong>
              <ChoiceMenu
                label={label}
                isFirst={index === 0}
                isLast={index === choices.length - 1}
                canRemove={choices.length > (schema.minItems ?? 0)}
                onMove={(by) => onChange(moved(choices, index, by))}
                onRemove={() => put(removeChoice(object, name, index))}
              />
            </div>
            <WordsField
              label={label}
              disabled={readOnly}
              value={wordsIn(words)}
              onChange={(next) => set(index, withField(fieldsOf(choice), "name", next))}
            />
            <IdField
              id={own}
              name={wordsIn(words)}
              taken={ids}
              onRename={(to) => put(renameChoice(object, name, index, to))}
            />
            <FieldProblems problems={problemsBelow(problems, `${place}/${String(index)}`)} />
          </div>
        );
      })}
      {!readOnly && (
        <Button
          type="link"
          size="small"
          className="add-field"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange([...choices, { id: freeChoiceId(choices, stems[name] ?? "choice") }])}
        >
          {t("inspector.addChoice")}
        </Button>
      )}
    </div>
  );
}

const stems: Readonly<Record<string, string>> = { outcomes: "outcome", branches: "branch", remedies: "remedy" };

const idIn = (choice: JsonValue): string => {
  const { id } = fieldsOf(choice);
  return typeof id === "string" ? id : "";
};
