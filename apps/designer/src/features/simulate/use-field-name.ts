import { useTranslation } from "react-i18next";
import { labelOf } from "@orderloom/rule-dsl";

/** What the field catalogue calls a path in the reader's language. */
export function useFieldName(): (path: string) => string {
  const { i18n } = useTranslation();
  return (path) => labelOf(path, i18n.language.startsWith("zh") ? "zh-CN" : "en");
}
