import { AutoComplete, InputNumber, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "@orderloom/rule-dsl";
import { type FormKind, type FormSchema, choicesOf, formKindOf } from "../../document/inspector/form-schema.ts";
import { fieldsOf } from "../../document/json.ts";
import { DurationField } from "../../shared/reading/duration-field.tsx";
import { FeelField } from "../../shared/reading/feel-field.tsx";
import { type LiteralKind, ValueField } from "../../shared/reading/value-field.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { ActionField } from "./action-field.tsx";
import { CasesField } from "./cases-field.tsx";
import { ChoicesField } from "./choices-field.tsx";
import { CronField } from "./cron-field.tsx";
import { FormField } from "./form-field.tsx";
import { InputField } from "./input-field.tsx";
import {
  conditionIn,
  type FieldControlProps,
  jsonOf,
  problemsAt,
  problemsBelow,
  problemsWithin,
  type SchemaFieldProps,
} from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";
import { ListField } from "./list-field.tsx";
import { PickerField, pickerOf } from "./picker-field.tsx";
import { TextField } from "./text-field.tsx";
import { useFieldWords } from "./use-field-words.ts";
import { VariantField } from "./variant-field.tsx";
import { ValuesField } from "./values-field.tsx";
import { wordsIn } from "./words-in.ts";

/** Parts with fields of their own show what is wrong with those at those. */
const showsInside: ReadonlySet<FormKind> = new Set(["group", "condition", "choices", "cases", "list", "variant"]);

/** One field of a schema with its label and its problems. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, schema, place, required, onChange } = props;
  const { problems, readOnly } = useInspected();
  const words = useFieldWords();
  const kind = formKindOf(schema);
  const own = showsInside.has(kind) ? problemsAt(problems, place) : problemsBelow(problems, place);
  return (
    <FormField
      label={words.label(name, place)}
      help={words.help(name, place)}
      isHelpFirst={showsInside.has(kind) || kind === "values"}
      isTitled={kind !== "cases"}
      problems={own}
      onRemove={required || readOnly ? undefined : () => onChange(undefined)}
    >
      <FieldControl {...props} kind={kind} label={words.label(name, place)} />
    </FormField>
  );
}

function FieldControl(props: FieldControlProps) {
  const { name, schema, value, place, label, kind, onChange } = props;
  const { readOnly, renderCondition, problems, sample, form: Form } = useInspected();
  const words = useFieldWords();
  const picker = pickerOf(place, name);
  if (picker !== undefined) return <PickerField picker={picker} value={value} label={label} onChange={onChange} />;
  if (name === "cron") return <CronField value={value} label={label} onChange={onChange} />;
  switch (kind) {
    case "text":
    case "variable":
      return <TextField name={name} kind={kind} value={value} label={label} onChange={onChange} />;
    case "words":
      return (
        <WordsField
          label={label}
          disabled={readOnly}
          long={name === "description" || name === "message"}
          value={wordsIn(value)}
          onChange={onChange}
        />
      );
    case "duration":
      return <DurationField label={label} disabled={readOnly} value={textIn(value)} onChange={onChange} />;
    case "expression":
      return (
        <FeelField
          label={label}
          disabled={readOnly}
          value={textIn(value).replace(/^=/, "")}
          onChange={(text) => onChange(`=${text}`)}
        />
      );
    case "logical":
      return <Switch aria-label={label} disabled={readOnly} checked={value === true} onChange={(on) => onChange(on)} />;
    case "number":
      return <WholeNumber {...props} />;
    case "choice":
      return (
        <Select
          aria-label={label}
          disabled={readOnly}
          value={textIn(value)}
          options={choicesOf(schema).map((choice) => ({ value: choice, label: words.choice(choice) }))}
          onChange={(choice: string) => onChange(choice)}
        />
      );
    case "choice-or-number":
      return <ChoiceOrNumber {...props} />;
    case "value":
      return (
        <ValueField
          label={label}
          kind={literalKind(name, schema)}
          disabled={readOnly}
          value={value}
          onChange={onChange}
        />
      );
    case "values":
      return name === "input" ? <InputField {...props} /> : <ValuesField {...props} />;
    case "assignments":
      return <ValuesField {...props} />;
    case "condition":
      return (
        <>
          {sample}
          {renderCondition({
            value: conditionIn(value),
            problems: problemsWithin(problems, place),
            readOnly,
            ...(place.startsWith("/on/") || place.endsWith("/until/when") ? { names: whereEventsAre } : {}),
            onChange: (next) => onChange(jsonOf(next)),
          })}
        </>
      );
    case "group":
      return name === "action" ? (
        <ActionField {...props} />
      ) : (
        <div className="form-group">
          <Form schema={schema} value={fieldsOf(value)} place={place} onChange={onChange} />
        </div>
      );
    case "choices":
      return <ChoicesField {...props} />;
    case "cases":
      return <CasesField {...props} />;
    case "list":
      return <ListField {...props} />;
    case "variant":
      return <VariantField {...props} />;
  }
}

const textIn = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

/** What a condition on an event may read beside the rest. */
const whereEventsAre: readonly string[] = ["event"];

const literalKinds: Readonly<Record<string, LiteralKind>> = {
  fulfilment: "text",
  reason: "text",
  key: "text",
  priority: "number",
};

function literalKind(name: string, { anyOf }: FormSchema): LiteralKind | undefined {
  const literal = anyOf?.find(({ pattern }) => pattern !== "^=");
  if (literal === undefined) return literalKinds[name];
  return formKindOf(literal) === "duration" ? "duration" : "number";
}

function WholeNumber({ schema, value, label, onChange }: FieldControlProps) {
  const { readOnly } = useInspected();
  return (
    <InputNumber
      aria-label={label}
      disabled={readOnly}
      precision={0}
      value={typeof value === "number" ? value : null}
      {...(schema.minimum !== undefined && { min: schema.minimum })}
      {...(schema.maximum !== undefined && { max: schema.maximum })}
      onChange={(number) => {
        if (typeof number === "number") onChange(number);
      }}
    />
  );
}

function ChoiceOrNumber({ schema, value, label, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  const words = useFieldWords();
  const counts = [1, 2, 3, 4].map(String);
  return (
    <AutoComplete
      aria-label={label}
      disabled={readOnly}
      value={typeof value === "number" ? String(value) : words.choice(textIn(value))}
      options={[
        ...choicesOf(schema).map((choice) => ({ value: choice, label: words.choice(choice) })),
        ...counts.map((count) => ({ value: count, label: t("inspector.several", { count: Number(count) }) })),
      ]}
      onSelect={(chosen: string) => onChange(/^\d+$/.test(chosen) ? Number(chosen) : chosen)}
    />
  );
}
