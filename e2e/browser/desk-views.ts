import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Page } from "playwright-core";
import type { Api } from "../harness/api.ts";

/*
 * What opens beside and over a drawing, found by what it is and not by its words: pictures and checks take it in every language.
 */

/** After the last answer, until it is drawn. */
const SETTLED_MS = 700;
/** The thread has passed a decision of a person, so there is a way to look at. */
const MOST_ANSWERS = 3;

const panel = (page: Page) => page.locator(".trial-panel, .trial-drawer");

/** An order is tried, and people answer until it ends or there is nobody left to ask. */
export async function tryOrder(page: Page): Promise<void> {
  await page.locator(".workflow-bar .ant-badge button").click();
  await panel(page).locator(".simulate-steps li").first().waitFor();
  for (let answered = 0; answered < MOST_ANSWERS; answered += 1) {
    const answer = panel(page).locator(".simulate-choice:not(:has(> .quiet)) .simulate-answers button").first();
    if (!(await answer.isVisible())) break;
    await answer.click();
    await page.waitForTimeout(SETTLED_MS);
  }
}

export async function showCases(page: Page): Promise<void> {
  await panel(page).locator(".trial-tabs .ant-segmented-item").last().click();
  await page.waitForTimeout(SETTLED_MS);
}

export async function openVersions(page: Page): Promise<void> {
  await page.locator(".workflow-bar > .ant-btn-default:not(.ant-dropdown-trigger)").first().click();
  await page.locator(".versions-list li").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
}

export async function openPublish(page: Page): Promise<void> {
  await page.locator(".workflow-bar .ant-btn-primary").click();
  await page.locator(".gate").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
}

export async function openRouteCondition(page: Page): Promise<void> {
  await page.locator(".route [aria-expanded]").first().click();
  await page.locator(".route-condition").waitFor();
  await page.waitForTimeout(SETTLED_MS);
}

/** A draft of the review of credit-term orders that gives finance less time, so there is something to publish. */
export async function draftReview(api: Api): Promise<void> {
  const place = "/v1/definitions/workflow/credit-term-review";
  const rows = await api.must<{ items: readonly { version: number }[] }>("GET", `${place}/versions`);
  const newest = Math.max(...rows.items.map(({ version }) => version));
  const { definition } = await api.must<{ definition: WorkflowDefinition }>(
    "GET",
    `${place}/versions/${String(newest)}`,
  );
  const { nodes } = definition;
  const review = nodes["finance-review"];
  if (review?.type !== "task") throw new Error("the review has a task of finance");
  const hurried = { ...review, due: { ...review.due, after: "PT2H", timeout: { after: "P1D" } } };
  await api.must("PUT", `${place}/draft`, { ...definition, nodes: { ...nodes, "finance-review": hurried } });
}

/** A live metric, so that there is something to look at: what came before it counts too. */
export async function measureGrowth(api: Api): Promise<void> {
  const place = "/v1/definitions/metric/channelOrdersGrowth";
  await api.must("PUT", `${place}/draft`, {
    ...{ kind: "metric", schemaVersion: 1, id: "channelOrdersGrowth" },
    name: { "zh-CN": "渠道小时增幅", en: "Hourly growth by channel" },
    of: { event: "order.received", aggregate: "count", by: ["=order.channel"] },
    window: { length: "PT1H" },
    against: { baseline: "same-hour", atLeast: 50 },
    lines: { hold: { above: 500 }, release: { below: 300, for: "PT10M" } },
  });
  await api.must("POST", `${place}/publish`, { note: "e2e" });
}
