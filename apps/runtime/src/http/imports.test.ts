import { type ImportAnswer, operations, type ProblemDetails } from "@orderloom/api-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inBothLanguages } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const post = (path: string, body: object) =>
  server.as("lin")<ImportAnswer & ProblemDetails>("POST", `/v1/import/${path}`, body);
const draft = (id: string) => server.call("GET", `/v1/definitions/decision/${id}/draft`);
const { xml } = operations.importDmn.body.example;
const { rules } = operations.importRules.body.example;

describe("rules of json-rules-engine", () => {
  test("a dry run tells what would be drafted, and saves nothing", async () => {
    const { status, body } = await post("json-rules-engine?dryRun=true", { rules, id: "from-jre" });
    expect([status, body.saved, body.refused]).toEqual([200, false, []]);
    expect(body.items).toMatchObject([{ kind: "decision", id: "from-jre", type: "rules", diagnostics: [] }]);
    expect((await draft("from-jre")).status).toBe(404);
  });
  test("become a draft that decides the same", async () => {
    expect((await post("json-rules-engine", { rules, id: "from-jre" })).status).toBe(201);
    expect((await draft("from-jre")).body).toMatchObject({ updatedBy: { name: "林晓" } });
    await must(server.call("POST", "/v1/definitions/decision/from-jre/publish", { note: "x" }));
    const decided = await server.call("POST", "/v1/definitions/decision/from-jre/evaluate", {
      facts: { order: { total: 500 } },
    });
    expect(decided.body).toMatchObject({ value: [{ type: "review" }] });
  });
  test("over what is there: refused unless asked for, and told by a dry run", async () => {
    const dry = await post("json-rules-engine?dryRun=true", { rules, id: "from-jre" });
    expect(dry.body.items[0]?.existing).toBe("live");
    const refused = await post("json-rules-engine", { rules, id: "from-jre" });
    expect([refused.status, refused.body.code]).toEqual([409, "import-exists"]);
    expect((await post("json-rules-engine", { rules, id: "from-jre", replace: true })).status).toBe(201);
    expect((await post("json-rules-engine?dryRun=true", { rules, id: "from-jre" })).body.items[0]?.existing).toBe(
      "draft",
    );
  });
  test("what has no counterpart is refused with its place; a dry run says so without failing", async () => {
    const strange = [{ ...rules[0], conditions: { all: [{ fact: "x", operator: "isFriday", value: 1 }] } }];
    const dry = await post("json-rules-engine?dryRun=true", { rules: strange });
    expect([dry.status, dry.body.items]).toEqual([200, []]);
    expect(dry.body.refused).toMatchObject([
      { pointer: "/0/conditions/all/0/operator", code: "unknown-operator", message: inBothLanguages },
    ]);
    const real = await post("json-rules-engine", { rules: strange });
    expect([real.status, real.body.code]).toEqual([422, "unknown-operator"]);
  });
});

describe("a DMN file", () => {
  test("gives a draft for each of its decisions", async () => {
    const dry = await post("dmn?dryRun=true", { xml });
    expect([dry.status, dry.body.saved, dry.body.refused]).toEqual([200, false, []]);
    const [item] = dry.body.items;
    expect(item).toMatchObject({ kind: "decision", name: { en: "shipping fee" } });
    const real = await post("dmn", { xml });
    expect([real.status, real.body.items.map(({ id }) => id)]).toEqual([201, [item?.id]]);
    expect((await draft(item?.id ?? "")).status).toBe(200);
  });
  test("says where its input data come from, if it is told", async () => {
    const { body } = await post("dmn?dryRun=true", { xml, inputs: { weight: "=order.attributes.weight" } });
    expect(JSON.stringify(body.items[0]?.definition)).toContain("order.attributes.weight");
  });
  test.each([
    ["no XML", "not xml at all"],
    ["XML that is no DMN", "<html></html>"],
    ["a DOCTYPE, which could reach out", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ])("refused: %s", async (_what, wrong) => {
    const real = await post("dmn", { xml: wrong });
    expect(real.status).toBe(422);
    expect(real.body.errors[0]?.message).toEqual(inBothLanguages);
    const dry = await post("dmn?dryRun=true", { xml: wrong });
    expect([dry.status, dry.body.items, dry.body.refused.length > 0]).toEqual([200, [], true]);
  });
});
