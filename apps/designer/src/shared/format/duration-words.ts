import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** `PT1H30M` as people say it: `1 小时 30 分钟`. What is no duration stays as it is written. */
export function useDurationWords(): (duration: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (duration) => {
      const found = parts.exec(duration);
      if (found === null) return duration;
      const [, days, hours, minutes, seconds] = found;
      const words = [
        days === undefined ? "" : t("canvas.length.day", { count: Number(days) }),
        hours === undefined ? "" : t("canvas.length.hour", { count: Number(hours) }),
        minutes === undefined ? "" : t("canvas.length.minute", { count: Number(minutes) }),
        seconds === undefined ? "" : t("canvas.length.second", { count: Number(seconds) }),
      ];
      return words.filter((word) => word !== "").join(" ");
    },
    [t],
  );
}
