import { createServer } from "node:http";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { testFolder } from "./harness/folder.ts";
import { type RuntimeOptions, spawnRuntime } from "./harness/runtime.ts";
import { endAfterTest, testRuntime } from "./harness/test-runtime.ts";

/*
 * What keeps the product from starting is told in one sentence, in the language that was asked for, and harms nothing.
 */

const languages = ["zh-CN", "en"] as const;

test.each([
  [
    "a misspelt setting",
    { ORDERLOOM_PROT: "4400" },
    { "zh-CN": "不认识环境变量 ORDERLOOM_PROT", en: "ORDERLOOM_PROT is not a setting" },
  ],
  ["a host that others could reach", { ORDERLOOM_HOST: "0.0.0.0" }, { "zh-CN": "请用 127.0.0.1", en: "use 127.0.0.1" }],
])("%s is refused in one sentence", async (_name, env, sentence) => {
  const data = join(testFolder(), "data");
  for (const language of languages) {
    expectRefusal(await refusalOf({ data, env: { ...env, ORDERLOOM_LANG: language } }), 2, sentence[language]);
  }
});

test("a busy port is named, and the way out with it", async () => {
  const data = join(testFolder(), "data");
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo; // of a TCP server
  const { "zh-CN": zh, en } = await refusalsOf({ data, port });
  expectRefusal(zh, 3, `端口 127.0.0.1:${String(port)} 被别的程序占用`);
  expectRefusal(en, 3, `Port 127.0.0.1:${String(port)} is taken`);
  await opens(data);
});

test.each([
  [
    "a file stands where the folder should be",
    (data: string) => {
      writeFileSync(data, "");
    },
    "a file stands where the folder should be",
  ],
  [
    "the data file is something else",
    (data: string) => {
      mkdirSync(data);
      writeFileSync(join(data, "orderloom.db"), "no database".repeat(500));
    },
    "was not written by OrderLoom",
  ],
  [
    "a folder stands where the data file should be",
    (data: string) => {
      mkdirSync(join(data, "orderloom.db"), { recursive: true });
    },
    "cannot be opened",
  ],
])("%s: the folder is named, and what is wrong with it", async (_name, spoil, reason) => {
  const data = join(testFolder(), "data");
  spoil(data);
  const { "zh-CN": zh, en } = await refusalsOf({ data });
  expectRefusal(zh, 4, `数据目录 ${data} 用不了`);
  expectRefusal(en, 4, reason);
});

test("a MongoDB that does not answer is named, without its password", async () => {
  const data = join(testFolder(), "data");
  const mongodbUri = "mongodb://shop:secret@127.0.0.1:1/orders?serverSelectionTimeoutMS=200";
  const { "zh-CN": zh, en } = await refusalsOf({ data, mongodbUri });
  expectRefusal(zh, 4, "mongodb://127.0.0.1:1/orders 用不了：连不上 MongoDB");
  expectRefusal(en, 4, "mongodb://127.0.0.1:1/orders cannot be used: MongoDB cannot be reached");
  expect(zh.sentence + en.sentence).not.toContain("secret");
});

test("data of a newer release is left alone", async () => {
  const data = join(testFolder(), "data");
  await opens(data);
  const file = join(data, "orderloom.db");
  const known = formatOf(file);
  setFormat(file, known + 7);
  const { "zh-CN": zh, en } = await refusalsOf({ data });
  expectRefusal(zh, 4, `${String(known + 7)} 版格式`);
  expectRefusal(en, 4, `format ${String(known + 7)}`);
  expect(formatOf(file)).toBe(known + 7);
  setFormat(file, known);
  await opens(data);
});

test("a second owner of the same data is turned away, the first goes on (S29)", async () => {
  const data = join(testFolder(), "data");
  const first = await testRuntime({ data });
  const { "zh-CN": zh, en } = await refusalsOf({ data });
  expectRefusal(zh, 4, "正被另一个 OrderLoom 使用");
  expectRefusal(en, 4, "Another OrderLoom is using the data");
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  const saved = await fetch(`${first.url}/v1/orders`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  expect(saved.status).toBe(422);
  first.kill("SIGKILL");
  await first.ended;
  await opens(data);
});

test("port 0 picks a free one and prints it", async () => {
  const folder = testFolder();
  const [one, other] = await Promise.all([
    testRuntime({ data: join(folder, "one") }),
    testRuntime({ data: join(folder, "other") }),
  ]);
  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
  expect(other.url).not.toBe(one.url);
  expect((await fetch(`${one.url}/healthz`)).status).toBe(200);
});

/** The data is as usable as before: it opens, answers and closes. */
async function opens(data: string): Promise<void> {
  const runtime = await testRuntime({ data });
  expect((await fetch(`${runtime.url}/readyz`)).status).toBe(200);
  expect(await runtime.stop()).toBe(0);
}

interface Refusal {
  readonly exitCode: number | string;
  /** All of standard error. */
  readonly sentence: string;
}

function expectRefusal(refusal: Refusal, exitCode: number, said: string): void {
  expect(refusal.exitCode, refusal.sentence).toBe(exitCode);
  expect(refusal.sentence).toContain(said);
}

/** Standard error has one line and no more: no stack. */
async function refusalOf(options: RuntimeOptions): Promise<Refusal> {
  const program = spawnRuntime(options);
  endAfterTest(program);
  const exitCode = await program.ended;
  const sentence = program.complained();
  expect(sentence.split("\n"), sentence).toHaveLength(1);
  return { exitCode, sentence };
}

/** One after the other: two at once would find each other holding the data. */
async function refusalsOf(options: RuntimeOptions): Promise<Record<(typeof languages)[number], Refusal>> {
  const refusal = (language: (typeof languages)[number]): Promise<Refusal> =>
    refusalOf({ ...options, env: { ...options.env, ORDERLOOM_LANG: language } });
  return { "zh-CN": await refusal("zh-CN"), en: await refusal("en") };
}

function formatOf(file: string): number {
  const database = new DatabaseSync(file);
  const row = database.prepare("PRAGMA user_version").get();
  database.close();
  return Number(row?.["user_version"]);
}

function setFormat(file: string, format: number): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${String(format)}`);
  database.close();
}
