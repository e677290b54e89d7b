import type { Language } from "@orderloom/rule-dsl";

/** How the runtime was asked to run: `ORDERLOOM_*` and the two names others share. All optional. */
export interface RuntimeConfig {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder of the embedded store. */
  readonly data: string;
  /** The data lies in this MongoDB instead. */
  readonly mongodbUri?: string;
  /** Days after their end when orders are archived; absent: never. */
  readonly archiveAfterDays?: number;
  readonly demo: "ask" | "on" | "off";
  readonly language: Language;
  readonly logLevel: string;
}

/** A sentence that says what is wrong with how it was started, in both languages. */
export type StartProblem = { readonly "zh-CN": string; readonly en: string };
export type ConfigResult =
  | { readonly ok: true; readonly config: RuntimeConfig }
  | { readonly ok: false; readonly language: Language; readonly problem: StartProblem };

type Environment = Readonly<Record<string, string | undefined>>;

const known = new Set([
  "ORDERLOOM_HOST",
  "ORDERLOOM_PORT",
  "ORDERLOOM_DATA",
  "ORDERLOOM_DEMO",
  "ORDERLOOM_LANG",
  "ORDERLOOM_ARCHIVE_AFTER",
]);
const loopback = new Set(["127.0.0.1", "localhost", "::1"]);
const levels = new Set(["fatal", "error", "warn", "info", "debug", "trace", "silent"]);

/** Reads and checks the environment; an unknown `ORDERLOOM_*` name is an error, for it is a typing mistake. */
export function readConfig(environment: Environment): ConfigResult {
  const language = languageOf(environment);
  const problem = problemOf(environment);
  if (problem !== undefined) return { ok: false, language, problem };
  return {
    ok: true,
    config: {
      host: environment["ORDERLOOM_HOST"] ?? "127.0.0.1",
      port: Number(environment["ORDERLOOM_PORT"] ?? 4400),
      data: environment["ORDERLOOM_DATA"] ?? "./data",
      ...(environment["MONGODB_URI"] !== undefined && { mongodbUri: environment["MONGODB_URI"] }),
      ...(environment["ORDERLOOM_ARCHIVE_AFTER"] !== undefined && {
        archiveAfterDays: Number(environment["ORDERLOOM_ARCHIVE_AFTER"]),
      }),
      demo: demoOf(environment["ORDERLOOM_DEMO"]) ?? "ask",
      language,
      logLevel: environment["LOG_LEVEL"] ?? "warn",
    },
  };
}

/** Where the data lies, for sentences: an address without user, password and options. */
export function dataPlace({ data, mongodbUri }: RuntimeConfig): string {
  return mongodbUri?.replace(/^([^/]+\/\/)[^/]*@/, "$1").replace(/\?.*$/, "") ?? data;
}

function languageOf(environment: Environment): Language {
  const asked = environment["ORDERLOOM_LANG"] ?? environment["LC_ALL"] ?? environment["LANG"] ?? "";
  return asked.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

function demoOf(text: string | undefined): RuntimeConfig["demo"] | undefined {
  return text === "ask" || text === "on" || text === "off" ? text : undefined;
}

function problemOf(environment: Environment): StartProblem | undefined {
  const {
    ORDERLOOM_HOST: host,
    ORDERLOOM_PORT: port,
    ORDERLOOM_DEMO: demo,
    ORDERLOOM_LANG: lang,
    ORDERLOOM_ARCHIVE_AFTER: archiveAfter,
    LOG_LEVEL: level,
    MONGODB_URI: mongodbUri,
  } = environment;
  const unknown = Object.keys(environment).find((name) => name.startsWith("ORDERLOOM_") && !known.has(name));
  if (unknown !== undefined)
    return says(
      `不认识环境变量 ${unknown}。可用的有：${[...known].join("、")}。`,
      `${unknown} is not a setting. Known: ${[...known].join(", ")}.`,
    );
  if (host !== undefined && !loopback.has(host)) {
    return says(
      `还没有账号，只能在本机打开：ORDERLOOM_HOST 不能是 ${host}，请用 127.0.0.1。`,
      `There are no accounts yet, so it opens on this machine only: ORDERLOOM_HOST cannot be ${host}; use 127.0.0.1.`,
    );
  }
  if (port !== undefined && !isPort(port))
    return says(
      `ORDERLOOM_PORT 要是 0 到 65535 的整数，现在是 ${port}。`,
      `ORDERLOOM_PORT takes a whole number from 0 to 65535, not ${port}.`,
    );
  if (demo !== undefined && demoOf(demo) === undefined)
    return says(
      `ORDERLOOM_DEMO 只能是 ask、on 或 off，现在是 ${demo}。`,
      `ORDERLOOM_DEMO is ask, on or off, not ${demo}.`,
    );
  if (archiveAfter !== undefined && !/^[1-9]\d{0,4}$/.test(archiveAfter))
    return says(
      `ORDERLOOM_ARCHIVE_AFTER 是天数，要是 1 以上的整数，现在是 ${archiveAfter}。`,
      `ORDERLOOM_ARCHIVE_AFTER is a number of days from 1 on, not ${archiveAfter}.`,
    );
  if (lang !== undefined && lang !== "zh-CN" && lang !== "en")
    return says(`ORDERLOOM_LANG 只能是 zh-CN 或 en，现在是 ${lang}。`, `ORDERLOOM_LANG is zh-CN or en, not ${lang}.`);
  if (level !== undefined && !levels.has(level))
    return says(
      `LOG_LEVEL 不能是 ${level}。可用的有：${[...levels].join("、")}。`,
      `LOG_LEVEL cannot be ${level}. Known: ${[...levels].join(", ")}.`,
    );
  if (mongodbUri !== undefined && !/^mongodb(\+srv)?:\/\/./.test(mongodbUri))
    return says(
      "MONGODB_URI 要以 mongodb:// 或 mongodb+srv:// 开头。去掉它就用本机文件。",
      "MONGODB_URI begins with mongodb:// or mongodb+srv://. Without it the embedded file is used.",
    );
  return undefined;
}

const says = (zh: string, en: string): StartProblem => ({ "zh-CN": zh, en });
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
