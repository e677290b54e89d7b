import { ConnectorDefinition, type JsonObject, RetryableError, TerminalError, validate } from "@orderloom/rule-dsl";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { outcome } from "./answer.ts";
import type { ActionContext } from "./context.ts";
import { defineAction } from "./define-action.ts";
import { defineConnector } from "./define-connector.ts";
import { UnreadableAnswerError } from "./faults.ts";

const both = (text: string) => ({ "zh-CN": text, en: text });
const head = { name: both("试"), idempotency: "idempotent", effect: "read" } as const;
const Output = Type.Object({ pieces: Type.Integer() });

/** A connector whose one action does what the test says. */
function connectorThat(run: (ctx: ActionContext) => Promise<unknown>) {
  const Config = Type.Object({ baseUrl: Type.String() });
  const count = defineAction({
    ...head,
    config: Config,
    input: Type.Object({ sku: Type.String() }, { additionalProperties: false }),
    output: Output,
    outcomes: { none: { name: both("没有"), output: Type.Object({ sku: Type.String() }) } },
    // What a plain JavaScript connector might return: the types are not there to stop it.
    run: (_, ctx) => run(ctx as unknown as ActionContext) as Promise<{ pieces: number }>,
  });
  return defineConnector({
    id: "shelf",
    version: "1.0.0",
    name: both("货架"),
    config: Config,
    grants: { hosts: ["=config.baseUrl"], secrets: ["key"] },
    actions: { count },
  });
}

const call = {
  effectKey: "i/1/0",
  attempt: 1,
  config: { baseUrl: "http://127.0.0.1:1" },
  secrets: { key: "k", no: "n" },
};
const invoke = (run: (ctx: ActionContext) => Promise<unknown>, input: JsonObject = { sku: "CL-100" }, rest = {}) =>
  connectorThat(run).invoke("count", input, { ...call, signal: new AbortController().signal, ...rest });

describe("what comes back", () => {
  test("an answer that fits is done", async () => {
    expect(await invoke(() => Promise.resolve({ pieces: 3 }))).toEqual({ kind: "done", output: { pieces: 3 } });
  });
  test("a declared outcome is a port, with what it carries", async () => {
    const answer = await invoke(() => Promise.resolve(outcome("none", { sku: "CL-100" })));
    expect(answer).toEqual({ kind: "outcome", outcome: "none", output: { sku: "CL-100" } });
  });
});

const boom = (thrown: unknown) => () => {
  throw thrown;
};
const cut = Object.assign(new Error("read"), { code: "ECONNRESET" });
describe("what is thrown is one of two kinds", () => {
  test.each([
    [
      "input that does not fit",
      () => invoke(boom("never called"), {}),
      TerminalError,
      "the input of shelf.count does not fit",
    ],
    ["input with something extra", () => invoke(boom("never called"), { sku: "a", more: 1 }), TerminalError, "(more)"],
    [
      "settings that do not fit",
      () => invoke(boom("x"), undefined, { config: {} }),
      TerminalError,
      "the settings of shelf",
    ],
    [
      "an answer that does not fit",
      () => invoke(() => Promise.resolve({ pieces: "3" })),
      UnreadableAnswerError,
      "/pieces",
    ],
    ["no answer at all", () => invoke(() => Promise.resolve(undefined)), UnreadableAnswerError, "does not fit"],
    [
      "an outcome with a wrong output",
      () => invoke(() => Promise.resolve(outcome("none", {}))),
      UnreadableAnswerError,
      "sku",
    ],
    ["an outcome nobody declared", () => invoke(() => Promise.resolve(outcome("some"))), TerminalError, "“some”"],
    [
      "a mistake in the connector",
      () => invoke(boom(new RangeError("oops"))),
      TerminalError,
      "shelf.count broke: RangeError: oops",
    ],
    ["a string", () => invoke(boom("oops")), TerminalError, "oops"],
    [
      "a broken line deep in a cause",
      () => invoke(boom(new TypeError("fetch failed", { cause: cut }))),
      RetryableError,
      "ECONNRESET",
    ],
    ["a fault the connector named", () => invoke(boom(new RetryableError("later", 5))), RetryableError, "later"],
    [
      "a host it was not granted",
      () => invoke((ctx) => ctx.fetch("http://example.com/")),
      TerminalError,
      "example.com",
    ],
    [
      "another port of a granted host",
      () => invoke((ctx) => ctx.fetch("http://127.0.0.1:2/")),
      TerminalError,
      "127.0.0.1:2",
    ],
    ["a file instead of a host", () => invoke((ctx) => ctx.fetch("file:///etc/passwd")), TerminalError, "file:"],
    ["an address that is none", () => invoke((ctx) => ctx.fetch("reservations")), TerminalError, "not a URL"],
    [
      "an abort before it began",
      () => invoke(boom("x"), undefined, { signal: AbortSignal.abort() }),
      RetryableError,
      "stopped",
    ],
  ])("%s", async (_, run, kind, said) => {
    const thrown: unknown = await run().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(kind);
    expect(String(thrown)).toContain(said);
  });

  test("an abort ends an action that does not listen", async () => {
    const stop = new AbortController();
    const ended = invoke(() => new Promise(() => undefined), undefined, { signal: stop.signal });
    stop.abort();
    await expect(ended).rejects.toThrow("shelf.count was stopped before it answered");
  });

  test("an action it does not have", async () => {
    const connector = connectorThat(() => Promise.resolve({ pieces: 0 }));
    const signal = new AbortController().signal;
    await expect(connector.invoke("give", {}, { ...call, signal })).rejects.toThrow("shelf has no action “give”");
  });
});

test("an action sees only the secrets that were granted", async () => {
  let seen: readonly string[] = [];
  await invoke((ctx) => {
    seen = Object.keys(ctx.secrets);
    return Promise.resolve({ pieces: 1 });
  });
  expect(seen).toEqual(["key"]);
});

test("the manifest is a definition as any other", () => {
  const { manifest } = connectorThat(() => Promise.resolve(null));
  expect(validate(ConnectorDefinition, manifest)).toEqual([]);
  expect(manifest.actions["count"]).toMatchObject({
    idempotency: "idempotent",
    effect: "read",
    input: { type: "object", required: ["sku"] },
    outcomes: [{ id: "none" }],
  });
});

describe("a connector that contradicts itself is refused when it is defined", () => {
  const action = (more: object) =>
    defineAction({ ...head, input: Type.Object({}), output: Type.Null(), run: () => Promise.resolve(null), ...more });
  test.each([
    ["a query that is not there", { query: "ask" }, "its query “ask” is not a reading action"],
    ["query-before-retry without a query", { idempotency: "query-before-retry" }, "needs a query"],
    ["a read that commits", { commits: true }, "a read cannot commit"],
  ])("%s", (_, more, said) => {
    const define = () =>
      defineConnector({ id: "shelf", version: "1.0.0", name: both("货架"), actions: { count: action(more) } });
    expect(define).toThrow(said);
  });
});
