import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { businessDate, generateDay } from "@orderloom/demo-shop";
import type { OrderInput } from "@orderloom/rule-dsl";
import type { Page } from "playwright-core";
import { type Api, until } from "../harness/api.ts";
import { desk, openContext, phone } from "./browser.ts";
import { openStage, type Stage, untilAlive } from "./demo-page.ts";
import { draftReview, openPublish, openRouteCondition, tryOrder } from "./desk-views.ts";
import { indexedPng } from "./indexed-png.ts";

/*
 * The pictures of the documentation, from the demo shop's own day (its seed is fixed), in every language, theme and width. Arguments are the names
 * of those to take; all of them without.
 */

const folder = resolve(import.meta.dirname, "../../docs/screenshots");
/** While the trickle and the parcels give the newest rows something to tell. */
const LIVELY_MS = 40_000;
/** So that the order which waits for a person is not the very first row. */
const FEW_ROWS_MS = 8000;
/** Until the last drawing after the rows are there. */
const SETTLED_MS = 400;

/** What a picture shows: where it is, and what is opened there. */
interface Scene {
  readonly path: string;
  readonly open?: (page: Page) => Promise<void>;
  /** A phone does not have it. */
  readonly isDeskOnly?: boolean;
}

const languages = { zh: "zh-CN", en: "en" } as const;
const series = [desk, phone].flatMap((size) =>
  (["zh", "en"] as const).flatMap((short) =>
    (["light", "dark"] as const).map((theme) => ({ size, short, language: languages[short], theme })),
  ),
);

mkdirSync(folder, { recursive: true });
const stage = await openStage("on");
try {
  await untilAlive(stage.api);
  await pause(LIVELY_MS);
  await draftReview(stage.api);
  const review = "/workflows/credit-term-review";
  const all: Readonly<Record<string, Scene>> = {
    orders: { path: "/orders" },
    "orders-list": { path: "/orders?view=list" },
    order: { path: `/orders/${await someOrder(stage, "?status=held&channel=b2b&limit=1", () => true)}` },
    "order-gift": { path: `/orders/${await giftOrder(stage)}` },
    inbox: { path: "/inbox?key=gift-and-release/gift-short/GF-9" },
    workflows: { path: "/workflows" },
    canvas: { path: review, open: chooseReview },
    simulate: { path: review, open: tryOrder },
    publish: { path: review, open: openPublish, isDeskOnly: true },
    routing: { path: "/routing", open: openRouteCondition },
    definition: { path: "/definitions/decision/gift-binding" },
  };
  const names = process.argv.slice(2);
  const pages = Object.fromEntries(Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name)));
  const onCredit = ordersOnCredit();
  for (const { size, short, language, theme } of series) {
    await sendUntilHeld(stage.api, onCredit);
    await pause(FEW_ROWS_MS);
    await take({ size, short, language, theme, pages });
  }
} finally {
  await stage.close();
}

type Series = (typeof series)[number] & { readonly pages: Readonly<Record<string, Scene>> };

async function take({ size, short, language, theme, pages }: Series): Promise<void> {
  const context = await openContext(stage.browser, {
    url: stage.runtime.url,
    size,
    settings: { language, theme, personId: "lin" },
  });
  const page = await context.newPage();
  for (const [name, { path, open, isDeskOnly }] of Object.entries(pages)) {
    if (isDeskOnly === true && size === phone) continue;
    await page.goto(path);
    await page.locator(shownOn(path)).first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    await open?.(page);
    // Nothing shall look as if a mouse were over it.
    await page.mouse.move(0, 0);
    await page.waitForTimeout(SETTLED_MS);
    const file = `${name}-${short}-${theme}-${String(size.width)}.png`;
    const picture = indexedPng(await page.screenshot({ animations: "disabled" }));
    writeFileSync(resolve(folder, file), picture);
    process.stdout.write(`${file} ${String(Math.round(picture.length / 1024))} kB\n`);
  }
  await context.close();
}

/** What is there once the page is. */
function shownOn(path: string): string {
  if (path.startsWith("/inbox")) return "[data-task]";
  if (path.startsWith("/workflows")) return path.startsWith("/workflows/") ? "[data-box]" : ".workflow-name";
  if (path.startsWith("/routing")) return ".route";
  if (path.startsWith("/definitions")) return ".view-line";
  return path.includes("orders/") ? ".timeline-list" : "[data-order]";
}

/** The task of finance with its settings beside it; on a phone the drawing alone. */
async function chooseReview(page: Page): Promise<void> {
  if (page.viewportSize()?.width === phone.width) return;
  await page.locator('[data-box="finance-review"]').click({ position: { x: 60, y: 14 } });
}

/** An order of a company that finance does not know breaks instead of waiting; then comes the next. */
async function sendUntilHeld(api: Api, orders: OrderInput[]): Promise<void> {
  for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
    const { orderId } = await api.must<{ orderId: string }>("POST", "/v1/orders", order);
    const { body } = await until(
      () => api.detail(orderId),
      ({ body: { row } }) => row.status === "held" || row.status === "incident",
    );
    if (body.row.status === "held") return;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function ordersOnCredit(): OrderInput[] {
  const now = Date.now();
  const day = [...generateDay({ seed: "pictures", orders: 1500, date: businessDate(now), until: now })];
  return day.flatMap(({ order }) => (order.payment.method === "credit-term" ? [order] : []));
}

/** An order with a gift that is on its way, else any with one. */
async function giftOrder(from: Stage): Promise<string> {
  const hasGift = async (id: string): Promise<boolean> =>
    (await from.api.detail(id)).body.order.lines.some(({ gift }) => gift);
  return someOrder(from, "?channel=tmall&limit=200", hasGift);
}

async function someOrder(
  { api }: Stage,
  query: string,
  fits: (id: string) => boolean | Promise<boolean>,
): Promise<string> {
  const { body } = await api.orders(query);
  const byProgress = body.items.toSorted((a, b) => b.stages.length - a.stages.length);
  for (const { id } of byProgress) if (await fits(id)) return id;
  throw new Error(`no order for the picture under ${query}`);
}
