import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "@orderloom/rule-dsl";
import { emptyOf } from "../../document/inspector/form-schema.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { FieldControlProps } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";

/** A list: of texts as tags, of objects one below the other. */
export function ListField({ schema, value, place, label, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { readOnly, form: Form } = useInspected();
  const items = itemsOf(value);
  const inner = schema.items ?? {};
  if (inner.properties === undefined) {
    return (
      <Select
        mode="tags"
        aria-label={label}
        disabled={readOnly}
        value={items.filter((item): item is string => typeof item === "string")}
        onChange={(texts: string[]) => onChange(texts)}
      />
    );
  }
  return (
    <div className="list-field">
      {items.map((item, index) => (
        <div key={String(index)} className="form-group list-item">
          <Form
            schema={inner}
            value={fieldsOf(item)}
            place={`${place}/${String(index)}`}
            onChange={(next) => onChange(items.map((other, at) => (at === index ? next : other)))}
          />
          {!readOnly && (
            <Button
              type="text"
              size="small"
              className="list-remove"
              aria-label={t("inspector.remove", { label })}
              icon={<Icon name="trash" size={14} />}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <Button
          type="link"
          size="small"
          className="add-field"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange([...items, emptyOf(inner) as JsonValue])}
        >
          {t("inspector.addOne", { label })}
        </Button>
      )}
    </div>
  );
}
