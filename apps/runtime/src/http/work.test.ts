import type {
  DecideAnswer,
  DecideManyAnswer,
  OrderDetail,
  ProblemDetails,
  TaskList,
  Timeline,
} from "@orderloom/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anOrder, onCredit } from "./testing/orders.ts";
import { aText, inBothLanguages } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

type Instance = OrderDetail["instances"][number];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());

const approve = { outcome: "approve", form: { signature: "签" }, reason: "额度够" };
const decide = (person: string, task: string, body: object = approve) =>
  server.as(person)<DecideAnswer & ProblemDetails>("POST", `/v1/tasks/${task}/decide`, body);
const detail = async (id: string): Promise<OrderDetail> => {
  await server.rest();
  return must(server.call<OrderDetail>("GET", `/v1/orders/${id}`));
};
const control = (wms: string, body: object) => fetch(`${wms}/control`, { method: "POST", body: JSON.stringify(body) });

describe("a task of finance", () => {
  let id: string;
  let task: string;
  beforeEach(async () => {
    id = (await server.settle(onCredit("b2b-1003"))).order.id;
    task = await server.openTask(id);
  });

  test("is listed with what it takes to decide it", async () => {
    const { items } = await must(server.call<TaskList>("GET", "/v1/tasks?group=finance&limit=200"));
    expect(items.find((row) => row.id === task)).toMatchObject({
      orderId: id,
      group: "finance",
      form: "credit-decision",
      show: { limit: 200_000, used: 10_000 },
      outcomes: [{ id: "approve" }, { id: "reject" }],
      approvalsNeeded: 1,
      approvalsGiven: 0,
      state: "open",
    });
  });
  test("one approval within the limit, and the order goes on", async () => {
    expect((await decide("wu", task)).body).toMatchObject({
      state: "decided",
      outcome: "approve",
      given: 1,
      needed: 1,
    });
    const { row, tasks } = await detail(id);
    expect(row.stage).toBe("pack");
    expect(tasks[0]).toMatchObject({ state: "decided", approvals: [{ by: "吴敏", reason: "额度够" }] });
  });
  test("the same by the same person again: 200, duplicate", async () => {
    await decide("wu", task);
    const again = await decide("wu", task);
    expect([again.status, again.body.state]).toEqual([200, "duplicate"]);
  });
  test("another decision afterwards: 409 and who decided what", async () => {
    await decide("wu", task);
    const late = await decide("zhou", task, { outcome: "reject" });
    expect([late.status, late.body.code]).toEqual([409, "task-decided"]);
    expect(late.body.detail).toContain("吴敏");
    expect(late.body.message.en).toContain("吴敏");
  });
  test("decided at once by two people: one decides, the other is told who", async () => {
    const answers = await Promise.all([decide("wu", task), decide("zhou", task, { outcome: "reject" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
  test("pressed twice: decided once", async () => {
    const answers = await Promise.all([decide("wu", task), decide("wu", task)]);
    expect(answers.map(({ body }) => body.state).sort()).toEqual(["decided", "duplicate"]);
  });
  test.each([
    ["somebody of another group", "zhao", approve, 403, "task-not-yours"],
    ["an outcome it has not", "wu", { outcome: "perhaps" }, 422, "unknown-outcome"],
    ["no outcome", "wu", {}, 422, "missing-field"],
    ["a form that is no form", "wu", { outcome: "approve", form: "signed" }, 422, "wrong-type"],
  ])("refused: %s", async (_what, person, body, status, code) => {
    const answer = await decide(person, task, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await detail(id)).row.stage).toBe("review");
  });
  test("its id may be written with its slashes encoded", async () => {
    expect((await decide("wu", encodeURIComponent(task))).status).toBe(200);
  });
  test("claimed, it is kept from others until it is given back", async () => {
    const claim = (person: string, query = "") =>
      server.as(person)<DecideAnswer & ProblemDetails>("POST", `/v1/tasks/${task}/claim${query}`);
    expect((await claim("wu")).status).toBe(200);
    const mine = await must(server.as("wu")<TaskList>("GET", "/v1/tasks?mine=true"));
    expect(mine.items).toMatchObject([{ id: task, state: "claimed", claimedBy: "吴敏" }]);
    const taken = await claim("zhou");
    expect([taken.status, taken.body.code]).toEqual([409, "task-claimed"]);
    expect((await claim("wu", "?release=true")).status).toBe(200);
    expect((await claim("zhou")).status).toBe(200);
    expect((await claim("zhou", "?release=true")).status).toBe(200);
  });
  test("rejected: the order is cancelled, and nothing was ever told to the warehouse", async () => {
    await decide("wu", task, { outcome: "reject", reason: "逾期未还" });
    const { order, ledger } = await detail(id);
    expect(order.cancelled).toBe(true);
    expect(ledger.filter(({ connector }) => connector === "wms")).toEqual([]);
  });
});

describe("over the limit", () => {
  test("two different people, or it stays", async () => {
    const { order } = await server.settle(onCredit("b2b-1004"));
    const task = await server.openTask(order.id);
    expect((await decide("wu", task)).body).toMatchObject({ state: "approved", given: 1, needed: 2 });
    expect((await decide("wu", task)).body.state).toBe("duplicate");
    expect((await detail(order.id)).row.stage).toBe("review");
    expect((await decide("zhou", task)).body).toMatchObject({ state: "decided", given: 2, needed: 2 });
    expect((await detail(order.id)).row.stage).toBe("pack");
  });
  test("who wrote the order down cannot approve it", async () => {
    const { order } = await server.settle(onCredit("b2b-1004", "wu"));
    const task = await server.openTask(order.id);
    const own = await decide("wu", task);
    expect([own.status, own.body.code]).toEqual([403, "task-excluded"]);
    expect((await decide("zhou", task)).body.given).toBe(1);
  });
});

test("many tasks with one reason: each stands for itself, twice changes nothing", async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await server.settle(onCredit("b2b-1003"))).order.id));
  const tasks = await Promise.all(ids.map((id) => server.openTask(id)));
  const many = (person: string) =>
    must(
      server.as(person)<DecideManyAnswer>("POST", "/v1/tasks/decide", { ...approve, ids: [...tasks, "OL-0/none/1"] }),
    );
  const [first, second] = await Promise.all([many("wu"), many("wu")]);
  expect(first.counts.decided + second.counts.decided).toBe(3);
  expect(first.counts.duplicate + second.counts.duplicate).toBe(3);
  expect(first.results.at(-1)).toMatchObject({
    status: 404,
    code: "task-not-found",
    message: { en: aText },
  });
  expect((await many("zhou")).counts).toEqual({ decided: 0, duplicate: 0, refused: 4, setAside: 0 });
});

describe("an instance", () => {
  const instance = (path: string, body?: object) =>
    server.call<Instance & Pick<ProblemDetails, "code">>(
      body === undefined ? "GET" : "POST",
      `/v1/instances/${path}`,
      body,
    );

  test("is found under its id, with slashes plain or encoded", async () => {
    const { order } = await server.settle(anOrder());
    const id = `${order.id}/gift-and-release`;
    expect((await instance(id)).body).toMatchObject({
      id,
      workflow: "gift-and-release",
      version: 1,
      status: "waiting",
    });
    expect((await instance(encodeURIComponent(id))).body.id).toBe(id);
  });
  test("cancelled by a person: what was done is undone; pressed again, nothing more happens", async () => {
    const { order } = await server.settle(anOrder());
    const id = `${order.id}/gift-and-release`;
    expect((await instance(`${id}/cancel`, { reason: "客户不要了" })).status).toBe(200);
    await server.rest();
    expect((await instance(id)).body.status).toBe("cancelled");
    const held = await (await fetch(`${server.wms}/reservations?orderId=${order.id}`)).json();
    expect(held).toMatchObject({ items: [{ state: "released", lines: [] }] });
    expect((await instance(`${id}/cancel`, {})).body.status).toBe("cancelled");
    expect((await detail(order.id)).ledger.filter(({ action }) => action === "release-stock")).toHaveLength(1);
  });
  test("retry where nothing is broken: 409", async () => {
    const { order } = await server.settle(anOrder());
    const answer = await instance(`${order.id}/gift-and-release/retry`, {});
    expect([answer.status, answer.body.code]).toEqual([409, "incident-not-found"]);
  });
  test("the WMS refuses: an incident with its remedies; a retry goes on and reserves once", async () => {
    await control(server.wms, { action: "reserve-stock", mode: "fail", status: 400, times: 1 });
    const { order, row } = await server.settle(anOrder());
    expect(row).toMatchObject({ status: "incident", stuck: true, next: { kind: "incident" } });
    const id = `${order.id}/gift-and-release`;
    const { activation } = row.next;
    const wrong = await instance(`${id}/remedy`, { activation, remedy: "pray" });
    expect([wrong.status, wrong.body.code]).toEqual([422, "remedy-not-offered"]);
    expect((await instance(`${id}/remedy`, { activation, remedy: "retry" })).status).toBe(200);
    expect((await detail(order.id)).row).toMatchObject({ status: "waiting", stage: "pack", stuck: false });
    const held = await (await fetch(`${server.wms}/reservations?orderId=${order.id}`)).json();
    expect(held).toMatchObject({ items: [{ state: "active" }] });
  });
  test("an incident is handed over, and the list says to whom", async () => {
    await control(server.wms, { action: "reserve-stock", mode: "fail", status: 400, times: 1 });
    const { order, row } = await server.settle(anOrder());
    const id = `${order.id}/gift-and-release`;
    const { activation } = row.next;
    expect(
      (await instance(`${id}/assign`, { activation, owner: { group: "operations" }, reason: "查库存" })).status,
    ).toBe(200);
    const { next } = (await detail(order.id)).row;
    expect(next.owner).toMatchObject({ group: "operations", name: inBothLanguages });
    const nobody = await instance(`${id}/assign`, { activation: 9999, owner: { person: "lin" } });
    expect([nobody.status, nobody.body.code]).toEqual([409, "incident-not-found"]);
    const { entries } = await must(server.call<Timeline>("GET", `/v1/orders/${order.id}/timeline`));
    expect(entries.find(({ type }) => type === "incident.assigned")?.sentence?.en).toContain("查库存");
    expect((await instance(`${id}/remedy`, { activation, remedy: "retry" })).status).toBe(200);
  });
  test("begun again at a node: told beforehand what is taken back, then taken back and done anew, once", async () => {
    const { order } = await server.settle(anOrder());
    const id = `${order.id}/gift-and-release`;
    const choice = { node: "reserve-stock", compensate: true, reason: "地址改了" };
    const preview = await instance(`${id}/restart`, { ...choice, dryRun: true });
    expect(preview.body).toMatchObject({ undone: [{ action: "create-pick-task" }, { action: "reserve-stock" }] });
    expect((await instance(`${id}/restart`, choice)).status).toBe(200);
    await detail(order.id);
    const held = (await (await fetch(`${server.wms}/reservations?orderId=${order.id}`)).json()) as {
      items: { state: string }[];
    }; // our own program's answer
    expect(held.items.map(({ state }) => state).sort()).toEqual(["active", "released"]);
    const { entries } = await must(server.call<Timeline>("GET", `/v1/orders/${order.id}/timeline`));
    expect(entries.find(({ type }) => type === "instance.restarted")?.sentence?.["zh-CN"]).toContain("地址改了");
    const wrong = await instance(`${id}/restart`, { ...choice, node: "nowhere" });
    expect([wrong.status, wrong.body.code]).toEqual([422, "restart-not-here"]);
    const silent = await instance(`${id}/restart`, { ...choice, reason: "" });
    expect(silent.status).toBe(422);
  });
});

describe("what comes to an order later", () => {
  const event = (id: string, body: object) =>
    server.call<{ revision: number; duplicate?: true } & ProblemDetails>("POST", `/v1/orders/${id}/events`, body);

  test("an amendment: 202 and the new revision; the same event id: 200, duplicate", async () => {
    const { order } = await server.settle(anOrder());
    const change = { id: "e-1", type: "order.line-cancelled", data: { lineId: "2", reason: "不要了" } };
    const first = await event(order.id, change);
    expect([first.status, first.body.revision > order.revision]).toEqual([202, true]);
    const again = await event(order.id, change);
    expect([again.status, again.body.duplicate]).toEqual([200, true]);
    const after = await detail(order.id);
    expect(after.order.lines.find(({ id }) => id === "2")).toMatchObject({ state: "cancelled" });
    expect(after.amendments.at(-1)).toMatchObject({ change: "order.line-cancelled", reason: "不要了" });
  });
  test.each([
    ["a line that is not there", { type: "order.line-cancelled", data: { lineId: "9" } }, 409, "line-not-found"],
    ["no line named", { type: "order.line-cancelled", data: {} }, 422, "missing-field"],
    ["no type", { data: {} }, 422, "missing-field"],
    ["a field nobody knows", { type: "a.b", colour: "red" }, 422, "unknown-field"],
  ])("refused: %s", async (_what, body, status, code) => {
    const { order } = await server.settle(anOrder());
    const answer = await event(order.id, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
  test("of an order that is not there: 404", async () => {
    expect((await event("OL-0", { type: "a.b" })).body.code).toBe("order-not-found");
  });
  test("the timeline says it all in both languages, each decision with its reasons", async () => {
    const { order } = await server.settle(anOrder());
    const { entries } = await must(server.call<Timeline>("GET", `/v1/orders/${order.id}/timeline`));
    const decision = entries.find(({ type }) => type === "decision.made");
    expect(decision?.sentence).toEqual(inBothLanguages);
    expect([...(decision?.why ?? []), ...(decision?.whyNot ?? [])].length).toBeGreaterThan(0);
    expect(entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["order.received", "order.routed", "instance.started", "call.completed", "wait.started"]),
    );
    for (const { title } of entries) expect(Math.min(title["zh-CN"].length, title.en.length)).toBeGreaterThan(0);
  });
});
