import { useTranslation } from "react-i18next";
import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { withField } from "../../document/inspector/node-edits.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { type LiteralKind, ValueField } from "../../shared/reading/value-field.tsx";
import { FormField } from "./form-field.tsx";
import { type FieldControlProps, problemsBelow } from "./field-props.ts";
import { manifestOf, useInspected } from "./inspector-context.ts";
import { ValuesField } from "./values-field.tsx";
import { wordsIn } from "./words-in.ts";

/** The input of a call, field by field as the action's JSON Schema has it; without a schema, name by name. */
export function InputField(props: FieldControlProps) {
  const { place, value, onChange } = props;
  const { t } = useTranslation();
  const { problems, readOnly } = useInspected();
  const schema = useInputSchema(place);
  const properties = fieldsOf(schema?.["properties"]);
  if (schema === undefined || Object.keys(properties).length === 0) return <ValuesField {...props} />;
  const given = fieldsOf(value);
  const required = itemsOf(schema["required"]);
  const more = Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
  return (
    <div className="form-group">
      {Object.entries(properties).map(([name, property]) => (
        <InputOne
          key={name}
          name={name}
          schema={fieldsOf(property)}
          required={required.includes(name)}
          value={given[name]}
          problems={problemsBelow(problems, `${place}/${name}`)}
          onChange={(next) => onChange(withField(given, name, next))}
        />
      ))}
      {more.map((name) => (
        <FormField
          key={name}
          label={name}
          help={t("inspector.notInSchema")}
          problems={problemsBelow(problems, `${place}/${name}`)}
          onRemove={readOnly ? undefined : () => onChange(withField(given, name, undefined))}
        >
          <ValueField
            label={name}
            value={given[name]}
            disabled={readOnly}
            onChange={(next) => onChange(withField(given, name, next))}
          />
        </FormField>
      ))}
    </div>
  );
}

/** The schema of the action that stands beside an input: the node's own, or the one that undoes it. */
function useInputSchema(place: string): JsonObject | undefined {
  const { object, sources } = useInspected();
  const holder = place.endsWith("/compensate/input") ? fieldsOf(object["compensate"]) : object;
  const { connector, name } = fieldsOf(holder["action"]);
  if (typeof connector !== "string" || typeof name !== "string") return undefined;
  return manifestOf(sources, connector, name)?.input;
}

interface InputOneProps {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
  readonly value: JsonValue | undefined;
  readonly problems: ReturnType<typeof problemsBelow>;
  readonly onChange: (next: JsonValue | undefined) => void;
}

function InputOne({ name, schema, required, value, problems, onChange }: InputOneProps) {
  const { readOnly } = useInspected();
  const format = useFormat();
  const text = (words: Record<string, string>): string => format.text(words);
  const title = titleOf(schema["title"], text) ?? name;
  const help = titleOf(schema["description"], text);
  const choices = itemsOf(schema["enum"]).filter((one): one is string => typeof one === "string");
  return (
    <FormField
      label={title === name ? name : `${title} · ${name}`}
      help={help}
      required={required}
      problems={problems}
      onRemove={value === undefined || required || readOnly ? undefined : () => onChange(undefined)}
    >
      <ValueField
        label={title}
        kind={kindOf(schema["type"])}
        choices={choices.length > 0 ? choices : undefined}
        disabled={readOnly}
        value={value}
        onChange={onChange}
      />
    </FormField>
  );
}

function titleOf(value: JsonValue | undefined, text: (words: Record<string, string>) => string): string | undefined {
  if (typeof value === "string") return value;
  const words = wordsIn(value);
  return words === undefined ? undefined : text(words);
}

function kindOf(type: JsonValue | undefined): LiteralKind | undefined {
  switch (type) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "logical";
    default:
      return "json";
  }
}
