import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { desk, openContext, phone, watchMisdeeds } from "./browser.ts";
import { seriousFindings, tooSmall, untranslated } from "./page-checks.ts";
import { openStage, type Stage, untilAlive } from "./demo-page.ts";
import {
  draftReview,
  measureGrowth,
  openPublish,
  openRouteCondition,
  openVersions,
  showCases,
  tryOrder,
} from "./desk-views.ts";
import { tmallOrder } from "./shop-orders.ts";

/*
 * The pages for everybody: in both themes, on a desk and on a phone, with a keyboard or a finger, in words that are translated.
 */

let stage: Stage;
/** Orders with something to look at. */
let held = "";
let gift = "";

beforeAll(async () => {
  stage = await openStage("on");
  await untilAlive(stage.api);
  held = (await stage.api.orders("?status=held&limit=1")).body.items[0]?.id ?? "";
  gift = (await stage.api.order(tmallOrder())).body.orderId;
  await until(
    () => stage.api.detail(gift),
    ({ body }) => body.row.stage === "pack",
  );
  await draftReview(stage.api);
  await measureGrowth(stage.api);
});
afterAll(() => stage.close());

const places = () =>
  [
    ["the loom", "/orders"],
    ["the list", "/orders?view=list"],
    ["an order with a task", `/orders/${held}`],
    ["an order with a gift", `/orders/${gift}`],
    ["the workflows", "/workflows"],
    ["a drawing", "/workflows/gift-and-release"],
    ["the metrics", "/measures"],
    ["the routes", "/routing"],
    ["the calendars", "/calendars"],
    ["the promises", "/promises"],
    ["a decision as text", "/definitions/decision/gift-binding"],
    ["the quotas", "/quotas"],
  ] as const;

const review = "/workflows/credit-term-review";

/** What opens on a page, in the order of opening; a phone publishes nothing, and finds the versions behind "more". */
const openings = (device: string) =>
  [
    { name: "an order tried", path: review, open: [tryOrder] },
    { name: "the cases", path: review, open: [tryOrder, showCases] },
    { name: "a route's condition", path: "/routing", open: [openRouteCondition] },
    ...(device === "phone"
      ? []
      : [
          { name: "the versions", path: review, open: [openVersions] },
          { name: "publishing", path: review, open: [openPublish] },
        ]),
  ] as const;

/** Calls back on each page, and on each thing that opens there. */
async function visit(
  page: Page,
  device: string,
  { query = "", look }: { query?: string; look: (name: string) => Promise<void> },
): Promise<void> {
  const at = (path: string): string => (query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`);
  for (const [name, path] of places()) {
    // A phone has one view of the orders.
    if (device === "phone" && name === "the list") continue;
    await open(page, at(path));
    await look(name);
  }
  for (const { name, path, open: steps } of openings(device)) {
    await open(page, at(path));
    for (const step of steps) await step(page);
    await look(name);
  }
}

describe.each([
  ["light", "desk", desk],
  ["dark", "desk", desk],
  ["light", "phone", phone],
  ["dark", "phone", phone],
] as const)("%s, on a %s", (theme, device, size) => {
  test("axe finds nothing serious, nothing breaks, nobody else is asked", async () => {
    const context = await openContext(stage.browser, { url: stage.runtime.url, size, settings: { theme } });
    // A definition that nobody has changed has no draft: the browser itself writes that down.
    const misdeeds = watchMisdeeds(context, stage.runtime.url, [/status of 404.*\/draft$/]);
    const page = await context.newPage();
    const findings: string[] = [];
    await visit(page, device, {
      look: async (name) => void findings.push(...(await seriousFindings(page, name))),
    });
    await open(page, "/orders");
    await page.getByRole("button", { name: "设置", exact: true }).click();
    await page.locator(".settings-panel").waitFor();
    findings.push(...(await seriousFindings(page, "the settings")));
    await context.close();
    expect(findings).toEqual([]);
    expect(misdeeds.list).toEqual([]);
  });
});

test("at 390 px nothing lies beside the screen, and a finger hits every button", async () => {
  const context = await openContext(stage.browser, { url: stage.runtime.url, size: phone });
  const page = await context.newPage();
  const found: string[] = [];
  await visit(page, "phone", {
    look: async (name) => {
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: window.innerWidth,
      }));
      if (wide > seen) found.push(`${name} is ${String(wide)} px wide`);
      found.push(...(await tooSmall(page)).map((small) => `${name}: ${small}`));
    },
  });
  await context.close();
  expect(found).toEqual([]);
});

test("every word on the pages is translated", async () => {
  const context = await openContext(stage.browser, { url: stage.runtime.url });
  const page = await context.newPage();
  const found: string[] = [];
  await visit(page, "desk", {
    query: "lng=pseudo",
    look: async (name) => void found.push(...(await untranslated(page)).map((words) => `${name}: ${words}`)),
  });
  expect(found).toEqual([]);
  await open(page, "/orders?lng=pseudo");
  await page.getByRole("button", { name: /Séttíñgš/ }).click();
  await page.locator(".settings-panel").waitFor();
  expect(await untranslated(page), "settings").toEqual([]);
  await context.close();
});

test("the keyboard alone reaches the list, an order and back", async () => {
  const context: BrowserContext = await openContext(stage.browser, { url: stage.runtime.url });
  const page = await context.newPage();
  await open(page, "/orders");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#page");
  await page.keyboard.press("j");
  await until(
    () => page.evaluate(() => document.activeElement?.hasAttribute("data-order") ?? false),
    (isRow) => isRow,
  );
  await page.keyboard.press("Enter");
  await page.locator(".timeline-list").waitFor();
  await page.getByRole("link", { name: "回到订单列表" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-order]").first().waitFor();
  await context.close();
});

/** What is on a page once it is there. */
function markOf(path: string): string {
  if (path.startsWith("/workflows")) return path.startsWith("/workflows/") ? "[data-box]" : ".workflow-name";
  if (path.startsWith("/routing")) return ".route";
  if (path.startsWith("/quotas")) return ".quota-limit";
  if (path.startsWith("/measures")) return ".metric-keys tbody tr";
  if (path.startsWith("/promises")) return ".promises";
  if (path.startsWith("/calendars")) return ".calendar";
  if (path.startsWith("/definitions")) return ".view-line";
  return path.startsWith("/orders/") ? ".timeline-list" : "[data-order]";
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator(markOf(path)).first().waitFor();
}
