import type { CompileContext, RulesDecision } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { AggregateCache } from "./aggregate-cache.ts";
import { runCasesOfDecision } from "./case-gate.ts";
import { createEffective } from "./effective.ts";
import { secondOpinions } from "./recent-opinion.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { channelActor, openTestHost, type TestHost } from "./testing/test-host.ts";

const scope = { organisationId: "main" };
const large: RulesDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "large",
  name: { en: "Large" },
  type: "rules",
  rules: [
    {
      id: "over",
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 }] },
      event: { type: "review" },
    },
  ],
};

let folder: string;
let remove: () => void;
let open: TestHost;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  open = await openTestHost({ folder });
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

/** `contexts`: what the compiled form is given, and then json-rules-engine. */
async function opinions(...contexts: readonly CompileContext[]) {
  const accepted = await open.host.accept(sampleOrder(1), channelActor);
  const document = {
    kind: "cases",
    of: "large",
    given: { order: { total: { minorUnits: 90_000, currency: "CNY" } } },
    cases: [{ id: "nine-hundred", name: { en: "900" }, expect: {} }],
  } as const;
  const cases = runCasesOfDecision(document as never, large, { baseCurrency: "CNY" });
  const effective = createEffective("salt");
  const { store } = open;
  let asked = 0;
  // A context that reads otherwise the second time stands for an evaluator with a fault.
  const context: CompileContext = {
    get baseCurrency() {
      const given = contexts[Math.min(asked++, contexts.length - 1)]?.baseCurrency;
      return given ?? "CNY";
    },
  };
  const cache = new AggregateCache(store, scope, effective);
  const found = await secondOpinions([large], cases, { store, scope, cache, contextOf: () => context, now: 0 });
  return { found, orderId: "orderId" in accepted ? accepted.orderId : "" };
}

it("agrees on every case and every recent order", async () => {
  const { found } = await opinions({ baseCurrency: "CNY" });
  expect(found).toEqual({ findings: [], compared: 2 });
});

it("differs: the case is named, and the order", async () => {
  const { found, orderId } = await opinions({ baseCurrency: "CNY" }, { baseCurrency: "USD" });
  expect(found.findings.map(({ code, data }) => [code, data["order"] ?? data["case"]])).toEqual(
    expect.arrayContaining([["second-opinion-differs", orderId]]),
  );
});
