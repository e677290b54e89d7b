import type {
  AcceptedOrder,
  DecidedTaskList,
  DecideManyAnswer,
  DecideManyLine,
  OrderDetail,
  ProblemDetails,
  TaskEvidence,
  TaskGroups,
  TaskList,
  TaskSelection,
} from "@orderloom/api-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aText, inBothLanguages } from "./testing/matchers.ts";
import { onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

/** The cause of every review of the shipped credit flow. */
const REVIEW = "credit-term-review/finance-review";
const approval = { outcome: "approve", form: { signature: "签" }, reason: "额度够" };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["credit-term-review"]);
});
afterAll(() => server.stop());

/** Orders on credit that wait for finance; their task ids. */
async function held(customer: Parameters<typeof onCredit>[0], count: number, placedBy?: string): Promise<string[]> {
  const accepted = await Promise.all(
    Array.from({ length: count }, () =>
      must(server.call<AcceptedOrder>("POST", "/v1/orders", onCredit(customer, placedBy))),
    ),
  );
  await server.rest();
  const details = await Promise.all(
    accepted.map(({ orderId }) => must(server.call<OrderDetail>("GET", `/v1/orders/${orderId}`))),
  );
  return details.map(({ tasks }) => tasks[0]?.id ?? "none");
}

const groups = (query = "", person = "wu") => must(server.as(person)<TaskGroups>("GET", `/v1/tasks/groups${query}`));
const list = (query: string, person = "wu") => must(server.as(person)<TaskList>("GET", `/v1/tasks?${query}`));
const evidence = (id: string, person = "wu") => must(server.as(person)<TaskEvidence>("GET", `/v1/tasks/${id}`));
const decideMany = (person: string, ids: readonly string[], more: object = {}) =>
  must(server.as(person)<DecideManyAnswer>("POST", "/v1/tasks/decide", { ...approval, ...more, ids }));

/** Decides many as a page does: reading the answer line by line. */
async function decideByLines(person: string, ids: readonly string[]): Promise<DecideManyLine[]> {
  const { headers, text } = await server.as(person)(
    "POST",
    "/v1/tasks/decide",
    { ...approval, ids },
    { accept: "application/x-ndjson" },
  );
  expect(headers.get("content-type")).toContain("application/x-ndjson");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as DecideManyLine);
}

describe("the inbox", () => {
  let single: string[];
  let double: string[];
  beforeAll(async () => {
    single = await held("b2b-1003", 3);
    double = await held("b2b-1004", 2);
  });
  afterAll(() => decideMany("wu", [...single, ...double], { outcome: "reject" }));

  test("groups by cause: how many, the oldest, the nearest date, how many take two people", async () => {
    const { items, total } = await groups("?group=finance");
    expect(items).toMatchObject([
      {
        key: REVIEW,
        name: { "zh-CN": "财务审核" },
        group: "finance",
        form: "credit-decision",
        count: 5,
        several: 2,
        claimed: 0,
        outcomes: [
          { id: "approve", people: expect.any(Number) },
          { id: "reject", people: 1 },
        ],
      },
    ]);
    expect(total).toBe(5);
    expect((items[0]?.nextDueAt ?? 0) - (items[0]?.oldestAt ?? 0)).toBe(4 * 3_600_000);
  });
  test("by deadline, and only what one's own groups decide", async () => {
    expect((await groups("?by=deadline&group=finance")).items).toMatchObject([{ key: "day", count: 5 }]);
    expect((await groups("?group=warehouse,service")).items).toEqual([]);
  });
  test("a row says whose order it is, masked, what is in it, and where it goes", async () => {
    const { items } = await list(`cause=${REVIEW}&sort=waiting`);
    expect(items.map(({ id }) => id).sort()).toEqual([...single, ...double].sort());
    const row = items[0];
    expect(row?.order).toMatchObject({
      channel: "b2b",
      lineCount: 2,
      pieces: 5,
      city: "杭州市",
      total: { currency: "CNY" },
    });
    expect(row?.order?.customer).toContain("*");
    expect(row?.outcomes.find(({ id }) => id === "reject")?.people).toBe(1);
  });
  test.each([
    ["state=claimed", 0],
    ["amountFrom=99999999", 0],
    ["amountFrom=1", 5],
    ["region=海南省", 0],
    ["deadline=overdue", 0],
    ["deadline=day", 5],
    ["q=OL-0", 0],
    ["mine=true", 0],
  ])("filtered by %s: %d", async (query, count) => {
    expect((await list(`cause=${REVIEW}&${query}`)).items).toHaveLength(count);
  });
  test.each(["deadline=soon", "state=lost", "amountFrom=much", "sort=random"])("refused: %s", async (query) => {
    const answer = await server.call<ProblemDetails>("GET", `/v1/tasks?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, "wrong-format"]);
  });
  test("page after page by the cursor, each once; a cursor of another list is refused", async () => {
    const first = await list("limit=3&sort=waiting");
    const second = await list(`limit=3&sort=waiting&cursor=${first.nextCursor ?? ""}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5);
    expect(second.nextCursor).toBeUndefined();
    const other = await server.call("GET", `/v1/tasks?limit=3&sort=amount&cursor=${first.nextCursor ?? ""}`);
    expect(other.status).toBe(400);
  });
  test("all of a cause in short, with those that a batch would leave", async () => {
    await server.as("zhou")("POST", `/v1/tasks/${single[0] ?? ""}/claim`);
    const selected = await must(server.as("wu")<TaskSelection>("GET", `/v1/tasks/selection?cause=${REVIEW}`));
    expect(selected.ids).toHaveLength(5);
    expect([...selected.several].sort()).toEqual([...double].sort());
    expect(selected.held).toEqual([single[0]]);
    expect((await groups()).items[0]?.claimed).toBe(1);
  });
  test("what somebody holds can be taken over, and the row says by whom it is held", async () => {
    const id = single[0] ?? "";
    const refused = await server.as("wu")<ProblemDetails>("POST", `/v1/tasks/${id}/claim`);
    expect([refused.status, refused.body.detail.includes("周启航")]).toEqual([409, true]);
    expect((await server.as("wu")("POST", `/v1/tasks/${id}/claim?takeover=true`)).status).toBe(200);
    expect((await evidence(id)).task).toMatchObject({ claimedBy: "吴敏", claimedByMe: true });
    expect((await list("mine=true")).items.map((row) => row.id)).toEqual([id]);
    await server.as("wu")("POST", `/v1/tasks/${id}/claim?release=true`);
    expect((await evidence(id)).state).toBe("open");
  });
});

describe("the evidence", () => {
  let id: string;
  beforeAll(async () => {
    [id = ""] = await held("b2b-1004", 1, "wu");
  });
  test("says why, with values, what follows each outcome, and what happens if nobody acts", async () => {
    const seen = await evidence(id, "zhou");
    expect(seen.reason).toMatchObject({ sentence: inBothLanguages });
    expect(seen.shown.map(({ name }) => name.en)).toEqual(["Credit limit", "Credit used", "Order total"]);
    expect(seen.shown.map(({ text }) => text.en)).toEqual(["1,000", "999", expect.stringMatching(/^¥/)]);
    expect(seen.ways).toMatchObject([
      {
        outcome: "approve",
        steps: [{ en: "Reserve stock" }, { en: "Release to warehouse" }, { en: "Wait for dispatch" }],
      },
      { outcome: "reject" },
    ]);
    expect(seen.deadline).toMatchObject({
      escalations: [{ to: { en: "Finance managers" } }],
      timeout: { leadsTo: { en: "Not reviewed in two days: cancel the order" } },
    });
    expect(seen.groups).toMatchObject([{ en: "Finance" }]);
    expect(seen.mayDecide).toBe(true);
  });
  test("shows the order without what is personal (H10)", async () => {
    const { order } = await evidence(id);
    expect(order?.customer).toContain("*");
    expect(JSON.stringify(order)).not.toMatch(/1[3-9]\d{9}|路 \d+ 号/);
  });
  test("who wrote the order down is told so beforehand; another group may look and not decide", async () => {
    const own = await evidence(id, "wu");
    expect([own.mayDecide, own.task.excluded]).toEqual([false, true]);
    expect((await evidence(id, "zhao")).mayDecide).toBe(false);
  });
  test("says who approved already, then who decided; later ones see how it ended", async () => {
    await server.as("zhou")("POST", `/v1/tasks/${id}/decide`, approval);
    expect((await evidence(id, "zhou")).approvals).toMatchObject([{ by: "周启航", reason: "额度够" }]);
    expect((await evidence(id, "zhou")).mayDecide).toBe(false);
    await server.as("zhou")("POST", `/v1/tasks/${id}/decide`, { outcome: "reject" });
    const [other = ""] = await held("b2b-1004", 1);
    await server.as("wu")("POST", `/v1/tasks/${other}/decide`, { outcome: "reject", reason: "逾期" });
    await server.rest();
    const ended = await evidence(other);
    expect(ended).toMatchObject({ state: "decided", ended: { by: ["吴敏"], outcome: { en: "Reject" } } });
    const [next = ""] = await held("b2b-1004", 1);
    expect((await evidence(next)).past[0]).toMatchObject({
      by: ["吴敏"],
      outcome: { en: "Reject" },
      cancelled: expect.any(Number),
    });
  });
  test("of a task that is not there: 404", async () => {
    expect((await server.call<ProblemDetails>("GET", "/v1/tasks/OL-0/none/1")).body.code).toBe("task-not-found");
  });
  test("what I decided, the latest first", async () => {
    const { items } = await must(server.as("wu")<DecidedTaskList>("GET", "/v1/tasks/decided"));
    expect(items[0]).toMatchObject({ outcome: { en: "Reject" }, by: ["吴敏"], orderStatus: "cancelled" });
    expect(items.every((item, index) => index === 0 || item.endedAt <= (items[index - 1]?.endedAt ?? 0))).toBe(true);
  });
});

describe("many with one reason", () => {
  test("what takes two people is set aside, never half approved; a refusal that takes one goes through", async () => {
    const [single = ""] = await held("b2b-1003", 1);
    const [double = ""] = await held("b2b-1004", 1);
    const { counts, results } = await decideMany("wu", [single, double]);
    expect(counts).toEqual({ decided: 1, duplicate: 0, refused: 0, setAside: 1 });
    expect(results[1]).toMatchObject({ state: "set-aside", code: "task-needs-two", message: { en: aText } });
    expect((await evidence(double)).approvals).toEqual([]);
    expect((await decideMany("wu", [double], { outcome: "reject" })).counts.decided).toBe(1);
  });
  test("answered line by line, the last with the counts; sent again, the rest is a repetition", async () => {
    const ids = await held("b2b-1003", 120);
    const broken = ids.slice(0, 50);
    await decideMany("wu", broken);
    const lines = await decideByLines("wu", ids);
    expect(lines.map(({ done }) => done)).toEqual([50, 100, 120]);
    expect(lines.at(-1)).toMatchObject({
      complete: true,
      total: 120,
      counts: { decided: 70, duplicate: 50, refused: 0, setAside: 0 },
    });
    const already = lines.flatMap(({ results }) => results).filter(({ state }) => state === "duplicate");
    expect(already.map(({ taskId }) => taskId).sort()).toEqual([...broken].sort());
  });
  test("two people decide 200 at once: each is decided once, and the warehouse is told once", async () => {
    const ids = await held("b2b-1003", 200);
    const [one, other] = await Promise.all([decideByLines("wu", ids), decideByLines("zhou", ids.toReversed())]);
    await server.rest();
    const ends = [one.at(-1)?.counts, other.at(-1)?.counts];
    expect(ends.reduce((sum, counts) => sum + (counts?.decided ?? 0), 0)).toBe(200);
    expect(ends.reduce((sum, counts) => sum + (counts?.refused ?? 0), 0)).toBe(200);
    const late = [...one, ...other].flatMap(({ results }) => results).find(({ status }) => status === 409);
    expect(late?.message?.["zh-CN"]).toMatch(/(吴敏|周启航).*已经决定/);
    for (const id of ids) {
      const order = id.split("/")[0] ?? "";
      const told = (await (await fetch(`${server.wms}/reservations?orderId=${order}`)).json()) as { items: unknown[] };
      expect(told.items, order).toHaveLength(1);
    }
  });
});

test("the board says who decided what, as it happens", async () => {
  const [id = ""] = await held("b2b-1003", 1);
  const stop = new AbortController();
  const response = await fetch(`${server.url}/v1/board`, { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader?.read())?.value ?? "";
  await server.as("wu")("POST", `/v1/tasks/${id}/decide`, approval);
  while (!heard.includes('"change":"decided"')) heard += (await reader?.read())?.value ?? "";
  stop.abort();
  expect(heard).toContain(
    `"id":"${id}","orderId":"${id.split("/")[0] ?? ""}","change":"decided","by":"吴敏","outcome":"approve"`,
  );
});
