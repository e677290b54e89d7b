import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, OfflineError } from "../../api/http.ts";
import { pickText } from "../format/text.ts";

/** What went wrong, as a sentence: the runtime's own words where it said any. */
export function useErrorText(): (error: Error) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error) => {
      if (error instanceof OfflineError) return t("failure.offline");
      if (!(error instanceof ApiError)) return t("failure.unknown");
      const { problem, status } = error;
      if (problem === undefined) return t("failure.status", { status });
      const first = problem.errors[0]?.message;
      return pickText(first ?? problem.message, i18n.language);
    },
    [i18n.language, t],
  );
}
