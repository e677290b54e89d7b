import { Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldType } from "@orderloom/rule-dsl";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/paths.ts";
import {
  fieldGroups,
  type FieldOption,
  fieldOptions,
  matches,
  openOption,
  optionFor,
  optionName,
} from "./field-options.ts";
import { useReading } from "./reading.ts";
import { useUnitText } from "./use-unit-text.ts";
import "./reading.css";

const typeIcons: Readonly<Record<FieldType, IconName>> = {
  string: "letters",
  number: "hash",
  money: "money",
  boolean: "toggle",
  "date-time": "calendar",
  duration: "clock",
  list: "list",
  object: "braces",
  any: "question",
};

const iconOf = ({ measure, field }: FieldOption): IconName => (measure === undefined ? typeIcons[field.type] : "bars");

interface FieldPickerProps {
  readonly value: string | undefined;
  readonly label: string;
  /** Also counts and totals of lists. */
  readonly measures?: boolean;
  /** Only what this accepts. */
  readonly accepts?: (option: FieldOption) => boolean;
  readonly disabled?: boolean;
  readonly open?: boolean;
  readonly onChange: (option: FieldOption) => void;
}

/** A field by its name in either language or by its path, in groups, with its type, its unit and whether it is personal. */
export function FieldPicker({ value, label, measures = false, accepts, disabled, onChange }: FieldPickerProps) {
  const { t } = useTranslation();
  const { catalogue } = useReading();
  const nameOf = useOptionName();
  const [search, setSearch] = useState("");
  const all = useMemo(() => {
    const offered = fieldOptions(catalogue, measures);
    return accepts === undefined ? offered : offered.filter(accepts);
  }, [catalogue, measures, accepts]);
  const extra = openOption(search, catalogue);
  const found = [
    ...all.filter((option) => matches(option, search) || nameOf(option).includes(search.trim())),
    ...(extra === undefined ? [] : [extra]),
  ];
  const current = value === undefined ? undefined : optionFor(value, catalogue);
  const groups = fieldGroups.flatMap((group) => {
    const options = found.filter((option) => option.group === group);
    if (options.length === 0) return [];
    return [
      {
        label: t(`conditions.group.${group}`),
        options: options.map((option) => ({ value: option.key, label: nameOf(option), option })),
      },
    ];
  });
  return (
    <Select
      className="field-picker"
      classNames={{ popup: { root: "field-picker-popup" } }}
      aria-label={label}
      value={current?.key ?? null}
      disabled={disabled === true}
      placeholder={t("conditions.pickField")}
      popupMatchSelectWidth={328}
      listHeight={320}
      showSearch={{ filterOption: false, searchValue: search, onSearch: setSearch }}
      notFoundContent={<p className="field-none">{t("conditions.noField")}</p>}
      labelRender={() => (current === undefined ? null : <PickedField option={current} name={nameOf(current)} />)}
      options={groups}
      optionRender={({ data }) => {
        const option = "option" in data ? (data.option as FieldOption) : undefined; // one of those made above
        return option === undefined ? null : <OfferedField option={option} name={nameOf(option)} />;
      }}
      onChange={(key: string) => {
        setSearch("");
        onChange(found.find((option) => option.key === key) ?? optionFor(key, catalogue));
      }}
    />
  );
}

/** `订单金额`, `商品行：项数`. */
export function useOptionName(): (option: FieldOption) => string {
  const { t, i18n } = useTranslation();
  return (option) => {
    const name = optionName(option, i18n.language);
    return option.measure === undefined ? name : t(`conditions.measure.${option.measure}`, { name });
  };
}

function PickedField({ option, name }: { option: FieldOption; name: string }) {
  return (
    <span className="picked-field" title={option.key}>
      <Icon name={iconOf(option)} size={14} />
      <span>{name}</span>
    </span>
  );
}

function OfferedField({ option, name }: { option: FieldOption; name: string }) {
  const { t } = useTranslation();
  const unitText = useUnitText();
  const unit = option.measure === "count" ? undefined : option.field.unit;
  return (
    <span className="offered-field">
      <Icon name={iconOf(option)} size={14} />
      <span className="offered-name">{name}</span>
      {unit !== undefined && <span className="offered-unit">{unitText(unit)}</span>}
      {option.field.personal && (
        <span className="offered-personal">
          <Icon name="lock" size={12} />
          {t("conditions.personal")}
        </span>
      )}
      <code>{option.key}</code>
    </span>
  );
}
