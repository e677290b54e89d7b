import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("with nothing set it opens on this machine, port 4400, data in ./data", () => {
  expect(readConfig({ LANG: "C.UTF-8" })).toEqual({
    ok: true,
    config: { host: "127.0.0.1", port: 4400, data: "./data", demo: "ask", language: "zh-CN", logLevel: "warn" },
  });
});

test.each([
  ["a misspelt name", { ORDERLOOM_PROT: "4400" }, "ORDERLOOM_PROT"],
  ["a host that others reach", { ORDERLOOM_HOST: "0.0.0.0" }, "127.0.0.1"],
  ["a port that is no number", { ORDERLOOM_PORT: "http" }, "65535"],
  ["a port too high", { ORDERLOOM_PORT: "70000" }, "65535"],
  ["a demo that is neither", { ORDERLOOM_DEMO: "yes" }, "ask"],
  ["an age that is none", { ORDERLOOM_ARCHIVE_AFTER: "0" }, "ORDERLOOM_ARCHIVE_AFTER"],
  ["a language we do not speak", { ORDERLOOM_LANG: "fr" }, "zh-CN"],
  ["a log level that is none", { LOG_LEVEL: "loud" }, "info"],
  ["a production store that is none", { MONGODB_URI: "127.0.0.1:27017" }, "MONGODB_URI"],
])("%s is one clear sentence in both languages", (_name, environment, named) => {
  const result = readConfig(environment);
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problem["zh-CN"]).toContain(named);
  expect(result.problem.en).toContain(named);
});

test("English is spoken to an English shell", () => {
  expect(readConfig({ LANG: "en_US.UTF-8" })).toMatchObject({ config: { language: "en" } });
});

test("MONGODB_URI chooses the production store", () => {
  const mongodbUri = "mongodb+srv://shop:secret@cluster.example/orders";
  expect(readConfig({ MONGODB_URI: mongodbUri })).toMatchObject({ ok: true, config: { mongodbUri } });
});
