import { Input } from "antd";
import type { Field } from "@orderloom/rule-dsl";
import { formatMoney } from "../format/money.ts";
import { useReading } from "./reading.ts";
import { useDraft } from "./use-draft.ts";
import { useUnitText } from "./use-unit-text.ts";

interface NumberInputProps {
  readonly value: number | undefined;
  readonly field?: Pick<Field, "type" | "unit"> | undefined;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** `1,280.5`, `¥500`, `５００`: as people write amounts, with signs and grouping left out. */
export function numberIn(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s,%¥$€£]|[A-Z]{2,3}|[\u4e00-\u9fff]/g, "")
    .replace("\u2212", "-");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** A number, shown with its unit or as money, written as plain digits. What is no number is not taken. */
export function NumberInput({ value, field, label, disabled, onChange }: NumberInputProps) {
  const { baseCurrency } = useReading();
  const unitText = useUnitText();
  const shown = value === undefined ? "" : shownNumber(value, field, baseCurrency, unitText);
  const draft = useDraft(shown, (text) => {
    const number = numberIn(text);
    if (number !== undefined) onChange(number);
  });
  const wrong = draft.isEditing && numberIn(draft.value) === undefined;
  return (
    <Input
      aria-label={label}
      inputMode="decimal"
      disabled={disabled === true}
      {...(wrong && { status: "error" as const })}
      value={draft.value}
      onFocus={() => draft.begin(value === undefined ? "" : String(value))}
      onChange={draft.onChange}
      onBlur={draft.onBlur}
      onKeyDown={draft.onKeyDown}
    />
  );
}

function shownNumber(
  value: number,
  field: Pick<Field, "type" | "unit"> | undefined,
  currency: string,
  unitText: (unit: string) => string,
): string {
  if (field?.type === "money") return formatMoney({ minorUnits: Math.round(value * 100), currency });
  return field?.unit === undefined ? String(value) : `${String(value)} ${unitText(field.unit)}`;
}
