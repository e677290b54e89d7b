import type { ServerResponse } from "node:http";
import { type BothLanguages, type Code, type CodeData, type Language, type Problem, textOf } from "@orderloom/rule-dsl";
import type { ProblemDetails } from "@orderloom/api-contract";
import type { Refused } from "../host/commands.ts";
import { ShuttingDownError } from "../host/host-errors.ts";
import { StoreError } from "../ports/store-errors.ts";

/** An answer that is not a success, before it is worded. */
export interface HttpProblem {
  readonly status: number;
  readonly code: Code;
  readonly data?: CodeData;
  readonly errors?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beside the standard ones, as RFC 9457 allows. */
  readonly more?: object;
}

/** RFC 9457: one form for every error of the API. `title` and `detail` are in the caller's language, `message` in both. */
export function problemDetails(given: HttpProblem, language: Language, instance?: string): ProblemDetails {
  const [first] = given.errors ?? [];
  const data = given.data && inWords(given.data);
  // The places in a text are filled where the fault was found, once.
  const message = data === undefined && first?.code === given.code ? first.message : textOf(given.code, data);
  return {
    ...given.more,
    type: `/docs/problems#${given.code}`,
    title: message[language],
    status: given.status,
    detail: first?.message[language] ?? message[language],
    code: given.code,
    ...(instance === undefined ? {} : { instance }),
    message,
    errors: (given.errors ?? []).map((error) => ({ pointer: error.pointer, code: error.code, message: error.message })),
  };
}

const kinds: Readonly<Record<string, BothLanguages>> = {
  workflow: { "zh-CN": "流程", en: "workflow" },
  decision: { "zh-CN": "判断", en: "decision" },
  form: { "zh-CN": "表单", en: "form" },
  metric: { "zh-CN": "指标", en: "metric" },
  quota: { "zh-CN": "名额", en: "quota" },
  connector: { "zh-CN": "连接器", en: "connector" },
  template: { "zh-CN": "模板", en: "template" },
};

/** A kind of definition is called by its word in each language. */
function inWords(data: CodeData): CodeData {
  const { kind } = data;
  const named = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return named ? { ...data, kind: named } : data;
}

/** On every answer of the intake front, which has no Express to see to it: not kept by anybody, not taken for another type. */
export const plainHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/** Works on the raw response, so that the intake front and Express answer alike (S31). */
export function sendProblem(response: ServerResponse, given: HttpProblem, language: Language, instance?: string): void {
  const body = JSON.stringify(problemDetails(given, language, instance));
  response.writeHead(given.status, {
    "content-type": "application/problem+json; charset=utf-8",
    "content-language": language,
    ...plainHeaders,
    ...given.headers,
  });
  response.end(body);
}

/** The problems of a document that was read but is not right: the first one leads. */
export function unprocessable(errors: readonly Problem[]): HttpProblem {
  const first = errors[0];
  return { status: 422, code: first?.code ?? "wrong-type", ...(first === undefined ? {} : { errors }) };
}

export function problemOfRefusal(refused: Refused): HttpProblem {
  return {
    status: refused.status,
    code: refused.code,
    data: refused.data,
    ...(refused.problems === undefined ? {} : { errors: refused.problems }),
  };
}

const later = { "retry-after": "5" };

/** What our own side could not do. Nothing was accepted: the caller may send again. */
export function problemOfFault(error: unknown): HttpProblem {
  if (error instanceof StoreError) return { status: 503, code: error.code, data: error.data, headers: later };
  if (error instanceof ShuttingDownError) return { status: 503, code: "shutting-down", headers: later };
  return { status: 500, code: "internal-error", data: { id: Date.now().toString(36) } };
}

/** `zh-CN` unless the caller asks for English first. */
export function languageOf(header: string | undefined, fallback: Language): Language {
  for (const part of (header ?? "").split(",")) {
    const tag = part.split(";")[0]?.trim().toLowerCase() ?? "";
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return fallback;
}
