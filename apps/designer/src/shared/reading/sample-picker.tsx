import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useReading } from "./reading.ts";
import type { SampleChoice } from "./use-sample.ts";

/** Which order conditions are tried on. */
export function SamplePicker({ choice }: { choice: SampleChoice }) {
  const { t } = useTranslation();
  const { sample } = useReading();
  if (choice.offered.length === 0) return <span className="sample-none">{t("conditions.noSample")}</span>;
  const current = sample === undefined ? [] : [{ id: sample.id, number: sample.number }];
  const all = [...new Map([...current, ...choice.offered].map((one) => [one.id, one])).values()];
  return (
    <span className="sample-picker">
      <span>{t("conditions.sample")}</span>
      <Select
        size="small"
        variant="borderless"
        aria-label={t("conditions.sample")}
        value={sample?.id ?? null}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: "label" }}
        options={all.map(({ id, number }) => ({ value: id, label: number }))}
        onChange={(id: string) => choice.choose(id)}
      />
    </span>
  );
}
