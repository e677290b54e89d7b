import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { withField } from "../../document/inspector/node-edits.ts";
import { fieldsOf } from "../../document/json.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { ValueField } from "../../shared/reading/value-field.tsx";
import { FieldProblems } from "./form-field.tsx";
import { type FieldControlProps, problemsBelow } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";

/** Names and values, written freely: what a task shows, what an event carries, which variables are set. */
export function ValuesField({ kind, value, place, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { readOnly, problems } = useInspected();
  const entries = Object.entries(fieldsOf(value));
  const prefix = kind === "assignments" ? "vars." : "";
  const rename = (from: string, to: string): void => {
    if (to === prefix || entries.some(([name]) => name === to)) return;
    onChange(Object.fromEntries(entries.map(([name, one]): [string, JsonValue] => [name === from ? to : name, one])));
  };
  const object: JsonObject = Object.fromEntries(entries);
  return (
    <div className="values-field">
      {entries.map(([name, one]) => (
        <div key={name} className="values-row">
          <NameInput name={name} prefix={prefix} onRename={(to) => rename(name, to)} />
          {!readOnly && (
            <Button
              type="text"
              size="small"
              aria-label={t("inspector.remove", { label: name })}
              icon={<Icon name="cross" size={12} />}
              onClick={() => onChange(withField(object, name, undefined))}
            />
          )}
          <ValueField
            label={name}
            value={one}
            disabled={readOnly}
            onChange={(next) => onChange(withField(object, name, next))}
          />
          <FieldProblems problems={problemsBelow(problems, `${place}/${name}`)} />
        </div>
      ))}
      {entries.length === 0 && <p className="form-help">{t("inspector.noValues")}</p>}
      {!readOnly && (
        <Button
          type="link"
          size="small"
          className="add-field"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange({ ...object, [freeName(object, prefix)]: "" })}
        >
          {t("inspector.addValue")}
        </Button>
      )}
    </div>
  );
}

function freeName(object: JsonObject, prefix: string): string {
  for (let count = 1; ; count += 1) {
    const name = `${prefix}value${String(count)}`;
    if (!Object.hasOwn(object, name)) return name;
  }
}

function NameInput({ name, prefix, onRename }: { name: string; prefix: string; onRename: (to: string) => void }) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  const shown = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const draft = useDraft(shown, (text) => onRename(`${prefix}${text.trim()}`));
  return (
    <Input
      className="mono-input"
      aria-label={t("inspector.valueName")}
      disabled={readOnly}
      {...(prefix !== "" && { prefix: <span className="input-prefix">{prefix}</span> })}
      value={draft.value}
      onChange={draft.onChange}
      onBlur={draft.onBlur}
      onKeyDown={draft.onKeyDown}
    />
  );
}
