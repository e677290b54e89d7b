import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { compileValue, feelTypeOf, type JsonValue } from "@orderloom/rule-dsl";
import { DurationField } from "./duration-field.tsx";
import { FeelField } from "./feel-field.tsx";
import { NumberInput } from "./number-input.tsx";
import { useReading } from "./reading.ts";
import { useDraft } from "./use-draft.ts";

/** What a literal is, where something is known of it. */
export type LiteralKind = "text" | "number" | "logical" | "duration" | "json";

interface ValueFieldProps {
  readonly value: JsonValue | undefined;
  readonly label: string;
  readonly kind?: LiteralKind | undefined;
  /** Everything it can be. */
  readonly choices?: readonly string[] | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: JsonValue) => void;
}

const isExpression = (value: JsonValue | undefined): value is string =>
  typeof value === "string" && value.startsWith("=");

/** A value written down, or an expression that comes to one on each order; with what it comes to on the sample. */
export function ValueField({ value, label, kind, choices, disabled = false, onChange }: ValueFieldProps) {
  const { t } = useTranslation();
  const asFeel = isExpression(value);
  return (
    <span className="value-field">
      <Button
        className="value-mode"
        disabled={disabled}
        aria-pressed={asFeel}
        title={asFeel ? t("inspector.toLiteral") : t("inspector.toExpression")}
        aria-label={asFeel ? t("inspector.toLiteral") : t("inspector.toExpression")}
        onClick={() => onChange(asFeel ? emptyLiteral(kind) : `=${feelOf(value)}`)}
      >
        {"="}
      </Button>
      {asFeel ? (
        <span className="value-feel">
          <FeelField
            label={label}
            value={value.slice(1)}
            disabled={disabled}
            onChange={(text) => onChange(`=${text}`)}
          />
          <OnSample value={value} />
        </span>
      ) : (
        <Literal value={value} label={label} kind={kind} choices={choices} disabled={disabled} onChange={onChange} />
      )}
    </span>
  );
}

function emptyLiteral(kind: LiteralKind | undefined): JsonValue {
  switch (kind) {
    case "number":
      return 0;
    case "logical":
      return true;
    case "duration":
      return "PT30M";
    case "text":
    case "json":
    case undefined:
      return "";
  }
}

/** A literal as the expression that says the same. */
function feelOf(value: JsonValue | undefined): string {
  if (value === undefined || value === "" || value === null) return "null";
  if (typeof value === "string" && /^P[\dT]/.test(value)) return `duration(${JSON.stringify(value)})`;
  return JSON.stringify(value);
}

function Literal({ value, label, kind, choices, disabled, onChange }: ValueFieldProps) {
  const { t } = useTranslation();
  if (choices !== undefined) {
    return (
      <Select
        aria-label={label}
        disabled={disabled === true}
        value={typeof value === "string" ? value : null}
        options={choices.map((choice) => ({ value: choice, label: choice }))}
        onChange={(choice: string) => onChange(choice)}
      />
    );
  }
  switch (kind) {
    case "number":
      return (
        <NumberInput
          label={label}
          disabled={disabled === true}
          value={typeof value === "number" ? value : undefined}
          onChange={onChange}
        />
      );
    case "logical":
      return (
        <Select
          aria-label={label}
          disabled={disabled === true}
          value={typeof value === "boolean" ? value : null}
          options={[
            { value: true, label: t("conditions.yes") },
            { value: false, label: t("conditions.no") },
          ]}
          onChange={(wanted: boolean) => onChange(wanted)}
        />
      );
    case "duration":
      return (
        <DurationField
          label={label}
          disabled={disabled === true}
          value={typeof value === "string" ? value : ""}
          onChange={onChange}
        />
      );
    case "text":
    case "json":
    case undefined:
      return <TextLiteral value={value} label={label} kind={kind} disabled={disabled === true} onChange={onChange} />;
  }
}

/** Text as it is; lists, maps, numbers and logical values as JSON where nothing says that text is meant. */
function TextLiteral({ value, label, kind, disabled, onChange }: ValueFieldProps) {
  const shown = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const draft = useDraft(shown, (text) => onChange(kind === "text" ? text : literalOf(text)));
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

function literalOf(text: string): JsonValue {
  if (!/^\s*([[{]|-?\d+(\.\d+)?\s*$|(true|false|null)\s*$)/.test(text)) return text;
  try {
    return JSON.parse(text) as JsonValue; // whatever JSON.parse gives is JSON
  } catch {
    return text;
  }
}

/** What an expression comes to on the sample order; nothing where the sample does not have what it reads. */
function OnSample({ value }: { value: string }) {
  const { t } = useTranslation();
  const { catalogue, roots, baseCurrency, timeZone, sample } = useReading();
  if (sample === undefined) return null;
  const compiled = compileValue(value, {
    names: roots,
    baseCurrency,
    timeZone,
    fieldType: (path) => feelTypeOf(path, catalogue),
  });
  const isKnown = compiled.reads.every((path) => Object.hasOwn(sample.facts, path.split(".")[0] ?? path));
  const isPersonal = compiled.reads.some((path) => catalogue.fieldAt(path)?.personal === true);
  if (!isKnown || isPersonal || compiled.reads.length === 0) return null;
  const { value: found } = compiled.evaluate(sample.facts);
  const text = typeof found === "string" ? found : JSON.stringify(found);
  return <span className="value-sample">{t("inspector.onSample", { value: text.slice(0, 80) })}</span>;
}
