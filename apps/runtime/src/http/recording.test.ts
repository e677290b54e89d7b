import type { ProblemDetails, Recording } from "@orderloom/api-contract";
import type { ActionManifest, DecisionDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { simulate, type SimulationResolver, type SimulationRun } from "@orderloom/workflow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder, onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

/*
 * A recording, as it leaves the house, is all that the simulator needs: it comes to the same.
 */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());

const recordingOf = (orderId: string) => must(server.call<Recording>("GET", `/v1/orders/${orderId}/recording`));
const decide = async (orderId: string, person: string, outcome: string) => {
  await must(
    server.as(person)("POST", `/v1/tasks/${await server.openTask(orderId)}/decide`, { outcome, reason: "额度够" }),
  );
  await server.rest();
};
interface Version<T> {
  readonly definition: T;
}
const versionPath = (kind: string, id: string, number: number) => `/v1/definitions/${kind}/${id}/versions/${number}`;

/** What the browser does with it. */
async function replay(recording: Recording): Promise<SimulationRun> {
  const { workflow, versions, order, startedAt, answers, steps, metrics, quotas } = recording;
  const path = versionPath("workflow", workflow?.id ?? "", workflow?.version ?? 1);
  const { definition } = await must(server.call<Version<WorkflowDefinition>>("GET", path));
  const decisions = new Map<string, DecisionDefinition>();
  for (const { kind, id, version } of versions)
    if (kind === "decision") {
      const found = await must(server.call<Version<DecisionDefinition>>("GET", versionPath(kind, id, version)));
      decisions.set(id, found.definition);
    }
  const { items } = await must(
    server.call<{ items: readonly { id: string; actions: Record<string, ActionManifest> }[] }>("GET", "/v1/connectors"),
  );
  const resolver: SimulationResolver = {
    version: workflow?.version ?? 1,
    decision: (id) => {
      const found = decisions.get(id);
      return found && { definition: found, version: 1 };
    },
    action: ({ connector, name }) => items.find(({ id }) => id === connector)?.actions[name],
  };
  return simulate({ definition, resolver, order, now: startedAt, answers, steps, metrics, quotas });
}

/** Node by node as it really went. */
const walked = ({ path, instanceId }: Recording) =>
  path.filter((visit) => visit.instanceId === instanceId).map(({ node }) => node);

describe("played again, it comes to the same", () => {
  test("an order that two people approved", async () => {
    const { row } = await server.settle(onCredit("b2b-1004"));
    await decide(row.id, "wu", "approve");
    await decide(row.id, "zhou", "approve");
    const recording = await recordingOf(row.id);
    expect(recording.steps.map(({ decide: decided }) => decided)).toMatchObject([
      { outcome: "approve", by: "wu", reason: "额度够" },
      { outcome: "approve", by: "zhou" },
    ]);
    expect(recording.answers["finance.get-credit"]).toHaveLength(1);
    const run = await replay(recording);
    expect(run.problems).toEqual([]);
    expect(run.path).toEqual(walked(recording));
    expect(run.outcome).toBe(recording.outcome);
  });

  test("a rule with facts, gifts, and a line that was cancelled later", async () => {
    const { row, order } = await server.settle(anOrder());
    await must(
      server.call("POST", `/v1/orders/${row.id}/events`, {
        type: "order.line-cancelled",
        data: { lineId: order.lines[0]?.id ?? "", reason: "客户不要了" },
      }),
    );
    await server.rest();
    const recording = await recordingOf(row.id);
    expect(recording.steps).toMatchObject([{ event: { type: "order.line-cancelled", data: { lineId: "1" } } }]);
    const run = await replay(recording);
    expect(run.path).toEqual(walked(recording));
    expect(run.status).toBe(recording.status);
  });

  test("a warehouse that failed, and a person who had it tried again", async () => {
    const fault = { action: "reserve-stock", mode: "fail", status: 400, times: 1 };
    await fetch(`${server.wms}/control`, { method: "POST", body: JSON.stringify(fault) });
    const { row } = await server.settle(anOrder());
    expect(row.status).toBe("incident");
    await must(server.as("chen")("POST", `/v1/instances/${row.id}/gift-and-release/retry`, {}));
    await server.rest();
    const recording = await recordingOf(row.id);
    const answers = recording.answers["wms.reserve-stock"] ?? [];
    expect(answers.map((answer) => Object.keys(answer)[0])).toEqual(["error", "output"]);
    expect(recording.steps).toMatchObject([{ remedy: { take: "retry" } }]);
    const run = await replay(recording);
    expect(run.path).toEqual(walked(recording));
    expect(run.calls["wms.reserve-stock"]).toBe(2);
  });
});

describe("personal values", () => {
  const secrets = ["欧阳若兰", "13987654321", "4321@example.com", "云栖小镇 77 号", "dev-7f3a9"];
  const person = { name: "欧阳若兰", phone: "13987654321" };
  test("are masked in the same shape, also in what connectors answered; where is said", async () => {
    const shipTo = { country: "CN", province: "浙江省", city: "杭州市", street: "云栖小镇 77 号", ...person };
    const customer = { ...person, email: "4321@example.com", deviceId: "dev-7f3a9", level: "gold" };
    const { row } = await server.settle(anOrder({ customer, shipTo }));
    await must(
      server.call("POST", `/v1/orders/${row.id}/events`, {
        type: "order.address-changed",
        data: { shipTo: { ...shipTo, street: "西溪路 5 号" }, reason: "欧阳若兰来电" },
      }),
    );
    await server.rest();
    const recording = await recordingOf(row.id);
    const text = JSON.stringify(recording);
    for (const secret of [...secrets, "西溪路 5 号"]) expect(text.includes(secret), secret).toBe(false);
    expect(recording.order).toMatchObject({
      customer: { name: "欧某某兰", phone: "13900004321", email: "4000@example.com", level: "gold" },
      shipTo: { province: "浙江省", city: "杭州市", street: "某某某某 00 某" },
    });
    expect(recording.masked).toEqual(expect.arrayContaining(["/order/customer/phone", "/order/shipTo/street"]));
    expect(recording.masked).toContain("/steps/0/event/data/reason");
  });
});

test.each([["no such order", "/v1/orders/OL-20260101-000001/recording", "order-not-found"]])(
  "%s",
  async (_what, path, code) => {
    const answer = await server.call<ProblemDetails>("GET", path);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  },
);

test("a workflow that the order did not start; an order that none took", async () => {
  const { row } = await server.settle(anOrder());
  const other = await server.call<ProblemDetails>("GET", `/v1/orders/${row.id}/recording?workflow=other`);
  expect([other.status, other.body.code]).toEqual([404, "instance-not-found"]);
  await must(
    server.call(
      "PUT",
      "/v1/routing",
      { routes: [] },
      { "if-match": (await server.call("GET", "/v1/routing")).headers.get("etag") ?? "" },
    ),
  );
  const alone = await server.settle(anOrder());
  const recording = await recordingOf(alone.row.id);
  expect([recording.workflow, recording.path, recording.answers]).toEqual([undefined, [], {}]);
});
