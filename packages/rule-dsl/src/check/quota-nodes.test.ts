import { expect, test } from "vitest";
import type { QuotaDefinition } from "../schema/quota.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import { check } from "./check.ts";

const gift: QuotaDefinition = {
  kind: "quota",
  schemaVersion: 1,
  id: "gift",
  name: { en: "Gift" },
  allow: [
    { id: "customer", amount: 1, by: ["=order.customer.identity"] },
    { id: "day", amount: 100 },
  ],
};

const take = {
  name: { en: "Take" },
  idempotency: "idempotency-key",
  input: { type: "object", required: ["quota"], properties: { quota: { type: "string" } } },
  output: { type: "object" },
} as const;

function found(quota: string, ports: Readonly<Record<string, string>>, more: Partial<WorkflowDefinition> = {}) {
  const workflow: WorkflowDefinition = {
    kind: "workflow",
    schemaVersion: 1,
    id: "giving",
    name: { en: "Giving" },
    role: "main",
    nodes: {
      start: { type: "start", ports: { next: "take" } },
      take: { type: "action", action: { connector: "quota", name: "take" }, input: { quota }, ports },
      end: { type: "end", outcome: "done" },
    },
    ...more,
  };
  const findings = check(workflow, {
    definition: (kind, id) => (kind === "quota" && id === "gift" ? gift : undefined),
    action: () => take,
  });
  return findings.map(({ code, path, data }) =>
    [code, path, ...(typeof data["port"] === "string" ? [data["port"]] : [])].join(" "),
  );
}

const all = { done: "end", customer: "end", day: "end", error: "end", timeout: "end" };

test.each<[string, string, Readonly<Record<string, string>>, readonly string[]]>([
  ["a way out for each limit", "gift", all, []],
  [
    "a limit that leads nowhere",
    "gift",
    { done: "end", customer: "end", error: "end", timeout: "end" },
    ["open-port /nodes/take day"],
  ],
  [
    "a limit that it has not",
    "gift",
    { ...all, campaign: "end" },
    ["unknown-port /nodes/take/ports/campaign campaign"],
  ],
])("%s", (_what, quota, ports, expected) => {
  expect(found(quota, ports)).toEqual(expected);
});

test("a quota that is not there", () => {
  expect(found("other", { done: "end", error: "end", timeout: "end" })).toEqual([
    "unknown-quota /nodes/take/input/quota",
  ]);
});

test("only a workflow of its own is started by an event, once for what the event says", () => {
  const startedBy = { event: "gift.gone", once: "=event.data.quota" };
  expect(found("gift", all, { startedBy })).toEqual(["starter-role /startedBy"]);
  expect(found("gift", all, { role: "own", startedBy })).toEqual([]);
  expect(found("gift", all, { role: "own", startedBy: { ...startedBy, once: "=order.id" } })).toEqual([
    "unknown-name /startedBy/once",
  ]);
});
