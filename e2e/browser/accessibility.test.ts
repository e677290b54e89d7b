import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { desk, openContext, phone, watchMisdeeds } from "./browser.ts";
import { openStage, type Stage, untilAlive } from "./demo-page.ts";
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
});
afterAll(() => stage.close());

const places = () =>
  [
    ["the loom", "/orders"],
    ["the list", "/orders?view=list"],
    ["an order with a task", `/orders/${held}`],
    ["an order with a gift", `/orders/${gift}`],
  ] as const;

describe.each([
  ["light", "desk", desk],
  ["dark", "desk", desk],
  ["light", "phone", phone],
  ["dark", "phone", phone],
] as const)("%s, on a %s", (theme, device, size) => {
  test("axe finds nothing serious, nothing breaks, nobody else is asked", async () => {
    const context = await openContext(stage.browser, { url: stage.runtime.url, size, settings: { theme } });
    const misdeeds = watchMisdeeds(context, stage.runtime.url);
    const page = await context.newPage();
    const findings: string[] = [];
    for (const [name, path] of places()) {
      // A phone has one view of the orders.
      if (device === "phone" && name === "the list") continue;
      await open(page, path);
      findings.push(...(await seriousFindings(page, name)));
    }
    await page.getByRole("button", { name: "设置" }).click();
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
  for (const [name, path] of places()) {
    await open(page, path);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0], name).toBeLessThanOrEqual(widths[1] ?? 0);
    expect(await tooSmall(page), name).toEqual([]);
  }
  await context.close();
});

test("every word on the pages is translated", async () => {
  const context = await openContext(stage.browser, { url: stage.runtime.url });
  const page = await context.newPage();
  for (const [name, path] of places()) {
    await open(page, `${path}${path.includes("?") ? "&" : "?"}lng=pseudo`);
    expect(await untranslated(page), name).toEqual([]);
  }
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

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page
    .locator(/orders\//.test(path) ? ".timeline-list" : "[data-order]")
    .first()
    .waitFor();
}

async function seriousFindings(page: Page, name: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id}: ${html.slice(0, 200)}`));
}

const FINGER = 44;

/** Buttons, links and fields whose touchable box is less than 44 px high or wide; a link stretched over its row counts as the row. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const boxOf = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      const cover = getComputedStyle(element, "::after");
      if (cover.position !== "absolute" || cover.content === "none") return own;
      return new DOMRect(
        0,
        0,
        Math.max(own.width, parseFloat(cover.width)),
        Math.max(own.height, parseFloat(cover.height)),
      );
    };
    const targets = document.querySelectorAll("button, a[href], input, textarea, select, [role=combobox]");
    return [...targets].flatMap((element) => {
      const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const { width, height } = boxOf(element);
      const outOfSight = element.closest(".visually-hidden, .skip-link") !== null;
      const fits = width >= least - 0.5 && height >= least - 0.5;
      // A field inside a bigger frame is touched through the frame.
      const frame = element.closest(".ant-input-affix-wrapper, .ant-select, label")?.getBoundingClientRect();
      const framed = frame !== undefined && frame.height >= least - 0.5;
      if (!seen || outOfSight || fits || framed) return [];
      return [`${element.outerHTML.slice(0, 120)} is ${String(Math.round(width))} × ${String(Math.round(height))}`];
    });
  }, FINGER);
}

/** Visible letters outside the pseudo brackets that the product, not the shop's data, would have had to translate. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Names, ids, amounts, times and what definitions are called come from the data and are the same in every language.
    const data =
      ".id, .mono, .order-link, .cell-amount, .card-amount, .cell-end, .cell-way, .cell-next, .card-thread, .card-next, .card-customer, .entry-title, .entry-sentence, .entry-time, .reason, .stage-head, .data-table td, .task, .order-facts dd, .way .visually-hidden, .amendments, .incident-band, .remedy, .amendment, kbd, .settings-version, .setting .ant-segmented, .ant-select, .chip";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      const element = node.parentElement;
      if (element === null || !/\p{L}{2}/u.test(text) || element.closest(`script, style, ${data}`) !== null) continue;
      const line = element.closest("p, button, a, span, h1, h2, dt, dd, li, label, div")?.textContent ?? text;
      if (!/\[.*\]/su.test(line)) found.add(`${element.className}: ${text}`);
    }
    return [...found];
  });
}
