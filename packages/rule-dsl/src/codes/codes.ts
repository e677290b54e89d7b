import { type FeelProblemCode, type FeelWarningCode, feelCodeTexts } from "../expression/feel-codes.ts";
import { checkCodes } from "./check-codes.ts";
import { dmnCodes } from "./dmn-codes.ts";
import { incidentCodes } from "./incident-codes.ts";
import { requestCodes } from "./request-codes.ts";

export type Language = "zh-CN" | "en";
export const languages: readonly Language[] = ["zh-CN", "en"];
export type BothLanguages = { readonly [L in Language]: string };

const texts = { ...requestCodes, ...checkCodes, ...incidentCodes, ...dmnCodes, ...feelCodeTexts } as const;

/** One closed union of codes (S40), shared by problems, diagnostics, incidents and NDJSON results. A code is never reused. */
export type Code =
  | keyof typeof requestCodes
  | keyof typeof checkCodes
  | keyof typeof incidentCodes
  | keyof typeof dmnCodes
  | FeelProblemCode
  | FeelWarningCode;
export const allCodes: readonly Code[] = Object.keys(texts) as Code[];

export type CodeData = Readonly<Record<string, unknown>>;

/** The sentence of a code in both languages, its `{places}` filled from `data`. A value that is itself a pair of texts is taken by language. */
export function textOf(code: Code, data: CodeData = {}): BothLanguages {
  return { "zh-CN": fill(texts[code]["zh-CN"], data, "zh-CN"), en: fill(texts[code].en, data, "en") };
}

function fill(template: string, data: CodeData, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    show(Object.hasOwn(data, name) ? data[name] : undefined, language),
  );
}

function show(value: unknown, language: Language): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item) => show(item, language)).join(language === "en" ? ", " : "、");
  if (typeof value !== "object") return `${value as number | boolean}`;
  const inLanguage: unknown = Object.entries(value).find(([key]) => key === language)?.[1];
  return inLanguage === undefined ? JSON.stringify(value) : show(inLanguage, language);
}
