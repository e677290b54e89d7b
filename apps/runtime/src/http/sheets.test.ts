import { afterAll, beforeAll, expect, test } from "vitest";
import type { SheetAnswer } from "@orderloom/api-contract";
import type { Draft } from "@orderloom/rule-dsl";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";
import { tableExample } from "./testing/tables.ts";

let server: TestServer;
const draft = "/v1/definitions/decision/gift-table/draft";
const sheet = "/v1/definitions/decision/gift-table/sheet";
const csv = "row,channel,gift\nrow-1,tmall,GF-10\n,jd,GF-7\n";

beforeAll(async () => {
  server = await startTestServer([]);
  await must(server.call("PUT", draft, tableExample));
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly body: SheetAnswer & { readonly code?: string; readonly errors?: readonly { readonly pointer: string }[] };
}

async function send(
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  query = "",
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(server.url + sheet + query, {
    method: "PUT",
    body,
    headers: { "content-type": type, ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] }; // as the contract says
}

const download = async () => {
  const answer = await fetch(server.url + sheet);
  return { type: answer.headers.get("content-type") ?? "", bytes: new Uint8Array(await answer.arrayBuffer()) };
};

test("a dry run says what would change and changes nothing", async () => {
  const { status, body } = await send(csv, "text/csv", "?dryRun=true");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    saved: false,
    changes: {
      added: [{ then: { gift: '"GF-7"' } }],
      removed: [],
      changed: [{ row: "row-1", column: "gift", before: '"GF-9"', after: '"GF-10"' }],
    },
  });
  expect((await must(server.call<Draft>("GET", draft))).definition["rows"]).toHaveLength(1);
});

test("a wrong cell is said by its address, and the draft stays", async () => {
  const { status, body } = await send("row,channel,gift\nrow-1,>=,GF-1\n", "text/csv");
  expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ["B2"]]);
});

test("saving takes the ETag of the draft, and gives the next", async () => {
  expect((await send(csv, "text/csv")).status).toBe(428);
  const { etag } = await must(server.call<Draft>("GET", draft));
  const saved = await send(csv, "text/csv", "", { "if-match": `"${etag}"` });
  expect([saved.status, saved.body.saved]).toEqual([200, true]);
  expect((await send(csv, "text/csv", "", { "if-match": `"${etag}"` })).status).toBe(412);
  expect((await must(server.call<Draft>("GET", draft))).definition["rows"]).toHaveLength(2);
});

test("the workbook that is downloaded changes nothing when it is sent back", async () => {
  const { type, bytes } = await download();
  const { status, body } = await send(bytes, type, "?dryRun=true");
  expect([status, body.changes]).toEqual([200, { added: [], removed: [], changed: [], reordered: false, head: false }]);
});

test.each([
  ["no workbook", "PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 422, "sheet-unreadable"],
  ["a picture", "x", "image/png", 415, "unsupported-media-type"],
])("%s is refused with a sentence", async (_title, body, type, status, code) => {
  const answer = await send(body, type);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test("what is no table has no spreadsheet", async () => {
  await must(server.call("POST", "/v1/templates/gift-binding/import", {}));
  const answer = await server.call<{ code: string }>("GET", "/v1/definitions/decision/gift-binding/sheet");
  expect([answer.status, answer.body.code]).toEqual([422, "not-a-table"]);
});
