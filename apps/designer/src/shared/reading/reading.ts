import { createContext, use } from "react";
import { useTranslation } from "react-i18next";
import {
  type Catalogue,
  catalogueFor,
  type Facts,
  type Field,
  type Language,
  type NamedConditions,
} from "@orderloom/rule-dsl";

/** An order that conditions are tried on while they are written. */
export interface Sample {
  readonly id: string;
  readonly number: string;
  readonly facts: Facts;
}

/** What can be read at the place that is being edited, and by which names. */
export interface Reading {
  readonly catalogue: Catalogue;
  /** Root names that expressions may use. */
  readonly roots: readonly string[];
  readonly conditions: NamedConditions;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly sample?: Sample | undefined;
}

export const standardRoots = ["order", "orders", "vars", "metrics", "quotas", "now"] as const;

export const ReadingContext = createContext<Reading>({
  catalogue: catalogueFor(),
  roots: standardRoots,
  conditions: {},
  baseCurrency: "CNY",
  timeZone: "Asia/Shanghai",
});

export const useReading = (): Reading => use(ReadingContext);

/** What a field is called in the reader's language. */
export const fieldName = (field: Field, language: string): string =>
  language.startsWith("zh") ? field.name["zh-CN"] : field.name.en;

/** Which of the language's two the reader has; the pseudo language of tests is told in English. */
export function useLanguage(): Language {
  return useTranslation().i18n.language.startsWith("zh") ? "zh-CN" : "en";
}
