import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** `%`, `件`, `天`: the units that are called differently in each language; any other stands for itself. */
export function useUnitText(): (unit: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (unit) => {
      switch (unit) {
        case "percent":
          return "%";
        case "piece":
        case "day":
        case "hour":
        case "minute":
          return t(`conditions.unit.${unit}`);
        default:
          return unit;
      }
    },
    [t],
  );
}
