import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useDraft } from "./use-draft.ts";
import "./reading.css";

const units = ["second", "minute", "hour", "day"] as const;
type Unit = (typeof units)[number];
const letters: Readonly<Record<Unit, readonly [string, string]>> = {
  second: ["PT", "S"],
  minute: ["PT", "M"],
  hour: ["PT", "H"],
  day: ["P", "D"],
};
const patterns: Readonly<Record<Unit, RegExp>> = {
  second: /^PT(\d+(?:\.\d{1,3})?)S$/,
  minute: /^PT(\d+)M$/,
  hour: /^PT(\d+)H$/,
  day: /^P(\d+)D$/,
};

/** `PT30M` as 30 minutes; undefined for a length of several units, which is written as it stands. */
export function lengthIn(text: string): { readonly count: string; readonly unit: Unit } | undefined {
  for (const unit of units) {
    const count = patterns[unit].exec(text)?.[1];
    if (count !== undefined) return { count, unit };
  }
  return undefined;
}

interface DurationFieldProps {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** A length of time: a number and its unit; one of several units as ISO 8601 has it. */
export function DurationField({ value, label, disabled = false, onChange }: DurationFieldProps) {
  const { t } = useTranslation();
  const known = lengthIn(value);
  const draft = useDraft(known?.count ?? value, (text) => {
    const plain = text.trim();
    if (/^P/.test(plain)) onChange(plain);
    else if (/^\d+(\.\d{1,3})?$/.test(plain)) onChange(written(plain, known?.unit ?? "minute"));
  });
  return (
    <span className="duration-field">
      <Input
        aria-label={label}
        inputMode="decimal"
        disabled={disabled}
        value={draft.value}
        onChange={draft.onChange}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
      <Select<Unit | "iso">
        aria-label={t("inspector.unitOf", { label })}
        disabled={disabled}
        value={known?.unit ?? "iso"}
        popupMatchSelectWidth={false}
        options={[
          ...units.map((unit) => ({ value: unit, label: t(`inspector.unit.${unit}`) })),
          ...(known === undefined ? [{ value: "iso" as const, label: t("inspector.unit.iso") }] : []),
        ]}
        onChange={(unit) => {
          if (unit !== "iso") onChange(written(known?.count ?? "1", unit));
        }}
      />
    </span>
  );
}

const written = (count: string, unit: Unit): string => `${letters[unit][0]}${count}${letters[unit][1]}`;
