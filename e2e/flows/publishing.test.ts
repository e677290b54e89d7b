import type { OrderRow } from "@orderloom/api-contract";
import type { DecisionDefinition, JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { line, order } from "./orders.ts";
import { openShop } from "./shop.ts";

const shop = openShop();

/** A definition as somebody wrote it, right or wrong. */
interface Written {
  readonly kind: string;
  readonly id: string;
}
interface Draft {
  readonly etag: string | null;
  readonly status: number;
}
interface Refused {
  readonly code?: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly message: { readonly en: string };
  }[];
}

async function save(definition: Written): Promise<void> {
  const path = `/v1/definitions/${definition.kind}/${definition.id}/draft`;
  const known: Draft = await shop.api
    .call("GET", path)
    .then(({ status, headers }) => ({ status, etag: headers.get("etag") }));
  const saved = await shop.api.call(
    "PUT",
    path,
    definition,
    known.status === 200 ? { "if-match": known.etag ?? "" } : {},
  );
  expect(saved.status).toBeLessThan(300);
}
const publish = (definition: Written) =>
  shop.api
    .as("lin")
    .call<Refused>("POST", `/v1/definitions/${definition.kind}/${definition.id}/publish`, { note: "改" });
async function goLive(definition: Written): Promise<void> {
  await save(definition);
  const answer = await publish(definition);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
/** Stored cases speak of what was agreed; who agrees otherwise writes others, or none. */
async function dropCases(...definitions: readonly (readonly [kind: string, id: string])[]): Promise<void> {
  for (const [kind, id] of definitions) {
    const path = `/v1/definitions/${kind}/${id}/cases`;
    const { status, headers } = await shop.api.call("GET", path);
    if (status === 404) continue;
    const gone = await shop.api.call("DELETE", path, undefined, { "if-match": headers.get("etag") ?? "" });
    expect(gone.status).toBe(204);
  }
}
async function routeTo(...workflows: readonly string[]): Promise<void> {
  const { headers } = await shop.api.call("GET", "/v1/routing");
  const routes = workflows.map((workflow) => ({ id: workflow, workflow }));
  const saved = await shop.api.call("PUT", "/v1/routing", { routes }, { "if-match": headers.get("etag") ?? "" });
  expect(saved.status).toBe(200);
}
const published = async <T>(kind: string, id: string): Promise<T> =>
  (await shop.api.must<{ definition: T }>("GET", `/v1/definitions/${kind}/${id}/versions/latest`)).definition;

const refill = () => order("jd", [line("1", "CL-100-REFILL", 1, "CL-100")]);

describe("a rule is changed and published", () => {
  test("the next order follows it, with no restart; orders in progress keep theirs", async () => {
    await shop.warehouse.stock("CL-100-REFILL", 1000);
    const before = await shop.send(refill());
    await shop.comesTo(before, { stage: "pack" });
    const rule = await published<DecisionDefinition & { rules: readonly { id: string }[] }>("decision", "gift-binding");
    const exact = JSON.parse(JSON.stringify(rule).replace('"path":"$.family"', '"path":"$.sku"')) as Written;
    await save(exact);
    // The template's own cases say that a refill earns the gift as well: they stand in the way, by name.
    const refused = await publish(exact);
    expect([refused.status, refused.body.code]).toEqual([422, "cases-failed"]);
    await dropCases(["decision", "gift-binding"], ["workflow", "gift-and-release"]);
    expect((await publish(exact)).status).toBe(200);

    const after = await shop.send(refill());
    await shop.comesTo(after, { stage: "pack" });
    expect(await shop.warehouse.reservations(before)).toMatchObject([{ pieces: { "GF-9": 1 } }]);
    expect(await shop.warehouse.reservations(after)).toEqual([{ state: "active", pieces: { "CL-100-REFILL": 1 } }]);
  });

  test("an order that comes to the decision only after the change decides by the rules of its start (H6, S23)", async () => {
    await goLive(largeFrom(500));
    await goLive(waitsThenDecides);
    await routeTo("waits-then-decides");
    const before = await shop.send(order("dewu", [line("1", "SR-20", 10)]));
    await shop.comesTo(before, { status: "waiting" });
    await goLive(largeFrom(5000));
    const after = await shop.send(order("dewu", [line("1", "SR-20", 10)]));
    const outcomes: unknown[] = [];
    for (const id of [before, after]) {
      await shop.tell(id, { type: "shop.go" });
      outcomes.push((await shop.comesTo(id, { status: "done" })).instances[0]?.outcome);
    }
    expect(outcomes).toEqual(["reviewed", "straight"]);
    await routeTo("gift-and-release", "credit-term-review");
  });

  test("a new workflow takes the next order; the one in progress ends on version 1, and its timeline names it", async () => {
    const before = await shop.send(order("tmall", [line("1", "SR-20")]));
    await shop.comesTo(before, { stage: "pack" });
    const workflow = await published<WorkflowDefinition>("workflow", "gift-and-release");
    const shorter: WorkflowDefinition = {
      ...workflow,
      nodes: {
        ...workflow.nodes,
        shipping: { type: "assign", set: { "vars.signature": "waived" }, ports: { next: "signed" } },
      },
    };
    await dropCases(["workflow", "gift-and-release"]);
    await goLive(shorter);
    const after = await shop.send(order("tmall", [line("1", "SR-20")]));
    await shop.comesTo(after, { stage: "pack" });

    for (const id of [before, after]) await shop.tell(id, { type: "shipment.dispatched", data: {} });
    await shop.comesTo(after, { status: "done" });
    const old = await shop.comesTo(before, { stage: "ship" });
    expect(old.row).toMatchObject({ status: "waiting", workflowVersion: 1 });
    await shop.tell(before, { type: "shipment.signed" });
    await shop.comesTo(before, { status: "done" });
    const versions = async (id: string) => (await shop.api.detail(id)).body.instances.map(({ version }) => version);
    expect([await versions(before), await versions(after)]).toEqual([[1], [2]]);
    const routed = async (id: string) =>
      JSON.stringify((await shop.timeline(id)).find(({ type }) => type === "order.routed"));
    expect(await routed(before)).toMatch(/ v1"/);
    expect(await routed(after)).toMatch(/ v2"/);
  });

  test("published while orders stream in: each follows one version whole, none is lost or held twice", async () => {
    const workflow = await published<WorkflowDefinition>("workflow", "gift-and-release");
    const renamed: WorkflowDefinition = {
      ...workflow,
      description: { "zh-CN": "改了说明", en: "described anew" },
      nodes: { ...workflow.nodes, start: { ...nodeOf(workflow, "start"), name: { en: "In" } } },
    };
    await save(renamed);
    const sending = Promise.all(Array.from({ length: 120 }, () => shop.send(order("taobao", [line("1", "SR-20")]))));
    await publish(renamed);
    const ids = await sending;
    const rows: OrderRow[] = [];
    for (const id of ids) rows.push((await shop.comesTo(id, { stage: "pack" })).row);
    expect(rows.every(({ workflowVersion = 0 }) => workflowVersion >= 2)).toBe(true);
    expect(await shop.warehouse.orderedTwice()).toEqual([]);
  });
});

/** Wants a look at orders of so much or more. */
const largeFrom = (value: number): Written & JsonObject => ({
  kind: "decision",
  schemaVersion: 1,
  id: "large-order",
  name: { en: "Large order" },
  type: "rules",
  policy: "first",
  rules: [
    {
      id: "large",
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThanInclusive", value }] },
      event: { type: "review" },
    },
  ],
});

const waitsThenDecides: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "waits-then-decides",
  name: { en: "Waits, then decides" },
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "wait" } },
    wait: { type: "wait", until: { event: "shop.go" }, ports: { done: "large" } },
    large: {
      type: "decision",
      decision: "large-order",
      output: "vars.large",
      ports: { done: "is-large", error: "stuck" },
    },
    stuck: { type: "raise", incident: "undecided", message: { "zh-CN": "定不了", en: "Undecided" } },
    "is-large": {
      type: "switch",
      cases: [{ id: "yes", when: { all: [{ fact: "vars", path: "$.large", operator: "notEqual", value: null }] } }],
      ports: { yes: "reviewed", otherwise: "straight" },
    },
    reviewed: { type: "end", outcome: "reviewed" },
    straight: { type: "end", outcome: "straight" },
  },
};

function nodeOf({ nodes }: WorkflowDefinition, id: string): WorkflowDefinition["nodes"][string] {
  const node = nodes[id];
  if (node === undefined) throw new Error(`${id} is no node of it`);
  return node;
}

/** Takes every order of its channel and reserves its stock. */
const reserver = (id: string): WorkflowDefinition => ({
  kind: "workflow",
  schemaVersion: 1,
  id,
  name: { en: id },
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "reserve" } },
    reserve: {
      type: "action",
      action: { connector: "wms", name: "reserve-stock" },
      input: { orderId: "=order.id", lines: "=for l in order.lines return {sku: l.sku, quantity: l.quantity}" },
      output: "vars.reservation",
      ports: { done: "done", "out-of-stock": "none", error: "none", timeout: "none" },
    },
    none: { type: "raise", incident: "nothing-held", message: { "zh-CN": "没锁到货", en: "Nothing is held" } },
    done: { type: "end", outcome: "held" },
  },
});

test("two published main workflows that both want an order: the first of the list takes it, and it is held once", async () => {
  await goLive(reserver("first-come"));
  await goLive(reserver("second-come"));
  await routeTo("second-come", "first-come", "gift-and-release", "credit-term-review");
  const id = await shop.send(order("dewu", [line("1", "SR-20")]));
  const { instances } = await shop.comesTo(id, { status: "done" });
  expect(instances.map(({ workflow, role }) => [workflow, role])).toEqual([["second-come", "main"]]);
  expect(await shop.warehouse.reservations(id)).toHaveLength(1);
  await routeTo("gift-and-release", "credit-term-review");
});

describe("a definition that goes round in circles", () => {
  const circle = (between: WorkflowDefinition["nodes"][string]): WorkflowDefinition => ({
    kind: "workflow",
    schemaVersion: 1,
    id: "circle",
    name: { en: "Circle" },
    role: "main",
    nodes: {
      start: { type: "start", ports: { next: "count" } },
      count: { type: "assign", set: { "vars.turns": "again" }, ports: { next: "between" } },
      between,
      enough: {
        type: "switch",
        cases: [{ id: "yes", when: { all: [{ fact: "vars", path: "$.turns", operator: "equal", value: "enough" }] } }],
        ports: { yes: "done", otherwise: "count" },
      },
      done: { type: "end", outcome: "done" },
    },
  });

  test("without a stop in it: check says so, and it is not published (S7)", async () => {
    const endless = circle({ type: "assign", set: { "vars.other": 1 }, ports: { next: "enough" } });
    await save(endless);
    const refused = await publish(endless);
    expect([refused.status, refused.body.code]).toEqual([422, "check-failed"]);
    expect(refused.body.errors?.some(({ code }) => /cycle|loop/.test(code))).toBe(true);
  });

  test("with one in it, at run time: an incident after 1,000 visits, and other orders go on", async () => {
    await goLive(circle({ type: "wait", for: "PT0S", ports: { done: "enough" } }));
    await routeTo("circle");
    const id = await shop.send(order("dewu", [line("1", "SR-20")]));
    const { row } = await shop.comesTo(id, { status: "incident" });
    expect(row.next.text.en).toMatch(/1,?000/);
    await routeTo("gift-and-release", "credit-term-review");
    await shop.comesTo(await shop.send(order("dewu", [line("1", "SR-20")])), { stage: "pack" });
  });
});

test("a definition from a newer schema: refused with its place and what to do", async () => {
  const newer = { ...reserver("from-tomorrow"), schemaVersion: 99 };
  await save(newer);
  const refused = await publish(newer);
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ pointer: "/schemaVersion" }]);
  expect(refused.body.errors?.[0]?.message.en).toMatch(/99/);
});
