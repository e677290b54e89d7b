import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "@orderloom/rule-dsl";
import { emptyOf } from "../../document/inspector/form-schema.ts";
import { withField } from "../../document/inspector/node-edits.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { SchemaFormProps } from "./field-props.ts";
import { SchemaField } from "./schema-field.tsx";
import { useInspected } from "./inspector-context.ts";
import { useFieldWords } from "./use-field-words.ts";

const nothing: readonly string[] = [];

/** All fields of an object, in the order of its schema; those it does without can be added. */
export function SchemaForm({ schema, value, place, without = nothing, onChange }: SchemaFormProps) {
  const { readOnly } = useInspected();
  const names = Object.keys(schema.properties ?? {}).filter((name) => !without.includes(name));
  const required = schema.required ?? [];
  // A call nearly always says something, so what it sends need not be asked for first.
  const isCall = "action" in value;
  const shown = names.filter((name) => name in value || required.includes(name) || (isCall && name === "input"));
  const absent = names.filter((name) => !shown.includes(name));
  const put = (name: string, next: JsonValue | undefined): void => onChange(withField(value, name, next));
  return (
    <>
      {shown.map((name) => (
        <SchemaField
          key={name}
          name={name}
          schema={schema.properties?.[name] ?? {}}
          value={value[name]}
          place={`${place}/${name}`}
          required={required.includes(name)}
          onChange={(next) => put(name, next)}
        />
      ))}
      {absent.length > 0 && !readOnly && (
        <AddField
          names={absent}
          place={place}
          onAdd={(name) => {
            // What a schema begins with is JSON: it is built from the schema's own literals.
            put(name, emptyOf(schema.properties?.[name] ?? {}) as JsonValue);
          }}
        />
      )}
    </>
  );
}

interface AddFieldProps {
  readonly names: readonly string[];
  /** Of the object that they are fields of. */
  readonly place: string;
  readonly onAdd: (name: string) => void;
}

/** Adds what an object can do without. */
export function AddField({ names, place, onAdd }: AddFieldProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const labelOf = (name: string): string => words.label(name, `${place}/${name}`);
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items: names.map((name) => ({ key: name, label: labelOf(name) })), onClick: ({ key }) => onAdd(key) }}
    >
      <Button type="link" size="small" className="add-field" icon={<Icon name="plus" size={14} />}>
        {names.length === 1 ? t("inspector.addOne", { label: labelOf(names[0] ?? "") }) : t("inspector.addField")}
      </Button>
    </Dropdown>
  );
}
