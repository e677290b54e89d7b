import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Shops name their customers' levels as they like; these have a name in both languages. */
export const usualLevels = ["member", "silver", "gold", "platinum", "business"] as const;

/** What a customer's level is called: a usual one in the reader's language, any other as the shop writes it. */
export function useLevelName(): (level: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (level) => {
      const usual = usualLevels.find((known) => known === level);
      return usual === undefined ? level : t(`level.${usual}`);
    },
    [t],
  );
}
