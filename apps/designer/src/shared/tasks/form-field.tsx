import { Checkbox, Input, InputNumber, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FormDefinition, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { useFormat } from "../format/use-format.ts";

type Field = FormDefinition["fields"][number];

export const defaultsOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.id, field.default]])));

interface FormFieldProps {
  readonly field: Field;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
}

export function FormField({ field, value, onChange }: FormFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const label = format.text(field.name);
  return (
    <div className="field">
      <label htmlFor={id}>{field.required === true ? t("form.required", { label }) : label}</label>
      <Control id={id} field={field} value={value} onChange={onChange} />
      {field.type === "signature" && <span className="field-help">{t("form.signature")}</span>}
      {field.help !== undefined && <span className="field-help">{format.text(field.help)}</span>}
    </div>
  );
}

function Control({ id, field, value, onChange }: FormFieldProps & { id: string }) {
  const format = useFormat();
  switch (field.type) {
    case "number":
    case "money":
      return (
        <InputNumber
          id={id}
          className="field-wide"
          value={typeof value === "number" ? value : null}
          {...(field.minimum === undefined ? {} : { min: field.minimum })}
          {...(field.maximum === undefined ? {} : { max: field.maximum })}
          onChange={(number) => onChange(typeof number === "number" ? number : null)}
        />
      );
    case "boolean":
      return <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case "choice":
      return (
        <Select
          id={id}
          value={textOf(value)}
          options={(field.choices ?? []).map((choice) => ({ value: choice.id, label: format.text(choice.name) }))}
          onChange={(choice: string) => onChange(choice)}
        />
      );
    case "long-text":
      return (
        <Input.TextArea
          id={id}
          value={textOf(value)}
          maxLength={field.maxLength}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "text":
    case "date":
    case "signature":
    case "attachment":
      return (
        <Input
          id={id}
          type={field.type === "date" ? "date" : "text"}
          value={textOf(value)}
          maxLength={field.maxLength}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
