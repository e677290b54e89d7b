import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Field, FieldType, JsonValue } from "@orderloom/rule-dsl";
import { MomentInput } from "./moment-input.tsx";
import { NumberInput, numberIn } from "./number-input.tsx";
import { useLanguage } from "./reading.ts";
import { useDraft } from "./use-draft.ts";

interface LiteralInputProps {
  readonly type: FieldType;
  readonly field: Field | undefined;
  readonly value: JsonValue;
  /** A list of such values. */
  readonly many?: boolean;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (value: JsonValue) => void;
}

/** A value typed in, by the type of what it is compared with. */
export function LiteralInput(props: LiteralInputProps) {
  const { type, value, many = false } = props;
  if (many) return <ManyInput {...props} />;
  switch (type) {
    case "number":
    case "money":
      return (
        <NumberInput
          label={props.label}
          field={props.field}
          value={typeof value === "number" ? value : undefined}
          disabled={props.disabled === true}
          onChange={props.onChange}
        />
      );
    case "boolean":
      return <YesNo {...props} />;
    case "date-time":
      return (
        <MomentInput
          label={props.label}
          value={typeof value === "string" ? value : ""}
          disabled={props.disabled === true}
          onChange={props.onChange}
        />
      );
    case "string":
    case "duration":
    case "list":
    case "object":
      return <TextOrChoice {...props} />;
    case "any":
      return <AnyInput {...props} />;
  }
}

function YesNo({ value, label, disabled, onChange }: LiteralInputProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={label}
      disabled={disabled === true}
      value={value === true}
      options={[
        { value: true, label: t("conditions.yes") },
        { value: false, label: t("conditions.no") },
      ]}
      onChange={(wanted: boolean) => onChange(wanted)}
    />
  );
}

const textOf = (value: JsonValue): string =>
  typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);

function useChoices(field: Field | undefined): { value: string; label: string }[] | undefined {
  const language = useLanguage();
  const listed = field?.values ?? field?.usual;
  return listed?.map(({ value, name }) => ({ value, label: name[language] }));
}

function TextOrChoice({ field, value, label, disabled, onChange }: LiteralInputProps) {
  const choices = useChoices(field);
  const draft = useDraft(textOf(value), onChange);
  if (choices !== undefined && field?.values !== undefined) {
    return (
      <Select
        aria-label={label}
        disabled={disabled === true}
        showSearch={{ optionFilterProp: "label" }}
        value={textOf(value)}
        options={choices}
        popupMatchSelectWidth={200}
        onChange={(choice: string) => onChange(choice)}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      disabled={disabled === true}
      value={draft.value}
      onChange={draft.onChange}
      onBlur={draft.onBlur}
      onKeyDown={draft.onKeyDown}
    />
  );
}

/** Several values: of a closed list by choosing, of an open one by writing as well. */
function ManyInput({ type, field, value, label, disabled, onChange }: LiteralInputProps) {
  const { t } = useTranslation();
  const choices = useChoices(field);
  const separator = useLanguage() === "en" ? ", " : "、";
  const values = Array.isArray(value) ? value.map((one: JsonValue) => textOf(one)) : [];
  const isNumeric = type === "number" || type === "money";
  const take = (texts: readonly string[]): void => {
    if (!isNumeric) {
      onChange([...texts]);
      return;
    }
    onChange(texts.map(numberIn).filter((number) => number !== undefined));
  };
  return (
    <Select
      aria-label={label}
      disabled={disabled === true}
      mode={field?.values === undefined ? "tags" : "multiple"}
      value={values}
      options={choices ?? []}
      showSearch={{ optionFilterProp: "label" }}
      tokenSeparators={[",", "，", "、", " "]}
      maxTagCount={0}
      maxTagPlaceholder={(hidden) => (
        <span className="many-values">{hidden.map(({ label: name }) => textIn(name)).join(separator)}</span>
      )}
      placeholder={t("conditions.someValues")}
      popupMatchSelectWidth={200}
      onChange={(texts: string[]) => take(texts)}
    />
  );
}

const anyKinds = ["text", "number", "logical"] as const;
type AnyKind = (typeof anyKinds)[number];
const kindOf = (value: JsonValue): AnyKind =>
  typeof value === "number" ? "number" : typeof value === "boolean" ? "logical" : "text";

/** Where nothing is known of the field the writer says which type they mean. */
function AnyInput(props: LiteralInputProps) {
  const { t } = useTranslation();
  const kind = kindOf(props.value);
  const types: Readonly<Record<AnyKind, FieldType>> = { text: "string", number: "number", logical: "boolean" };
  const empty: Readonly<Record<AnyKind, JsonValue>> = { text: "", number: 0, logical: true };
  return (
    <span className="any-input">
      <Select
        aria-label={t("conditions.valueType")}
        disabled={props.disabled === true}
        value={kind}
        popupMatchSelectWidth={false}
        options={anyKinds.map((value) => ({ value, label: t(`conditions.anyKind.${value}`) }))}
        onChange={(wanted: AnyKind) => props.onChange(converted(props.value, wanted) ?? empty[wanted])}
      />
      <LiteralInput {...props} type={types[kind]} />
    </span>
  );
}

function converted(value: JsonValue, wanted: AnyKind): JsonValue | undefined {
  if (wanted === "number") return typeof value === "string" ? numberIn(value) : undefined;
  return wanted === "text" && (typeof value === "number" || typeof value === "boolean") ? String(value) : undefined;
}

const textIn = (label: React.ReactNode): string => (typeof label === "string" ? label : "");
