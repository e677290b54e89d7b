import { decisionExample, type ProblemDetails } from "@orderloom/api-contract";
import type { Draft } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["credit-term-review"]);
});
afterAll(() => server.stop());

let keys = 0;
const freshKey = (): string => `key-${String((keys += 1))}`;
const create = (name: string, key: string, person = "lin") =>
  server.as(person)<Draft & ProblemDetails>(
    "POST",
    "/v1/definitions/decision",
    { name: { en: name } },
    { "idempotency-key": key },
  );

describe("Idempotency-Key", () => {
  test("the same again: the first answer again, and nothing done twice", async () => {
    const key = freshKey();
    const [first, second] = [await create("Once only", key), await create("Once only", key)];
    expect([second.status, second.body, second.headers.get("etag")]).toEqual([
      201,
      first.body,
      first.headers.get("etag"),
    ]);
    expect((await create("Once only", freshKey())).body.id).toBe(`${first.body.id}-2`);
  });

  test("a refusal is an answer too, in the language of who asks", async () => {
    const key = freshKey();
    const publish = (language: string) =>
      server.call<ProblemDetails>(
        "POST",
        "/v1/definitions/decision/later/publish",
        { note: "x" },
        { "idempotency-key": key, "accept-language": language },
      );
    expect((await publish("en")).body.code).toBe("draft-not-found");
    await must(server.call("PUT", "/v1/definitions/decision/later/draft", { ...decisionExample, id: "later" }));
    const again = await publish("zh-CN");
    expect([again.status, again.body.code, again.body.title]).toEqual([
      404,
      "draft-not-found",
      "判断「later」没有草稿。",
    ]);
  });

  test("the same key with other content, or at another place: 422", async () => {
    const key = freshKey();
    await create("One", key);
    const other = await create("Other", key);
    expect([other.status, other.body.code]).toEqual([422, "idempotency-key-reused"]);
    const elsewhere = await server.as("lin")<ProblemDetails>(
      "POST",
      "/v1/definitions/form",
      { name: { en: "One" } },
      { "idempotency-key": key },
    );
    expect(elsewhere.body.code).toBe("idempotency-key-reused");
  });

  test("a key belongs to who sent it", async () => {
    const key = freshKey();
    const [mine, theirs] = [await create("Shared", key, "lin"), await create("Shared", key, "wu")];
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test("twins in flight: one acts, both are told the same", async () => {
    const key = freshKey();
    const answers = await Promise.all([1, 2, 3, 4].map(() => create("Twins", key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test("a task is decided once, though the answer was lost on the way", async () => {
    const { row } = await server.settle(onCredit("b2b-1003"));
    const path = `/v1/tasks/${await server.openTask(row.id)}/decide`;
    const decide = (key: string) =>
      server.as("zhou")<{ state: string }>("POST", path, { outcome: "approve" }, { "idempotency-key": key });
    const key = freshKey();
    expect([(await decide(key)).body.state, (await decide(key)).body.state]).toEqual(["decided", "decided"]);
    expect((await decide(freshKey())).body.state).toBe("duplicate");
  });

  test("a key longer than anybody needs", async () => {
    const answer = await create("Long", "k".repeat(201));
    expect([answer.status, answer.body.code]).toEqual([400, "too-long"]);
  });
});
