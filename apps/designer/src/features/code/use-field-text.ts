import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Field, typeNames } from "@orderloom/rule-dsl";
import { useLanguage } from "../../shared/reading/reading.ts";
import { useUnitText } from "../../shared/reading/use-unit-text.ts";

/** A field in a line: its type, its unit, what it can be, whether it is personal, what it is for. */
export function useFieldText(): (field: Field) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const unitText = useUnitText();
  return useCallback(
    (field) => {
      const values = (field.values ?? field.usual)
        ?.map(({ name }) => name[language])
        .join(language === "en" ? ", " : "、");
      const parts = [
        typeNames[field.type][language],
        ...(field.unit === undefined ? [] : [unitText(field.unit)]),
        ...(values === undefined ? [] : [values]),
        ...(field.personal ? [t("conditions.personal")] : []),
        ...(field.description === undefined ? [] : [field.description[language]]),
      ];
      return parts.join(" · ");
    },
    [t, language, unitText],
  );
}
