import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Condition, MetricDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { type Misdeeds, openContext, watchMisdeeds } from "./browser.ts";
import { openStage, type Stage } from "./demo-page.ts";
import { tmallOrder } from "./shop-orders.ts";

/* The condition of the drawing board's picture, built by clicking; kept; changed as text; undone. */

let stage: Stage;
let context: BrowserContext;
let page: Page;
let misdeeds: Misdeeds;

const workflow: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "peak-review",
  name: { "zh-CN": "直播高峰复核", en: "Peak-hour review" },
  role: "main",
  nodes: {
    start: { type: "start", name: { "zh-CN": "收到订单", en: "Order received" }, ports: { next: "peak-check" } },
    "peak-check": {
      type: "switch",
      name: { "zh-CN": "高峰复核判定", en: "Peak review check" },
      cases: [{ id: "review", name: { "zh-CN": "需复核", en: "Review" }, when: { all: [] } }],
      otherwise: { "zh-CN": "直接放行", en: "Release" },
      ports: { review: "held", otherwise: "released" },
    },
    held: { type: "raise", incident: "peak" },
    released: { type: "end", outcome: "released" },
  },
};

const metric = JSON.parse(
  readFileSync(new URL("../../packages/rule-dsl/fixtures/channelOrdersGrowth.metric.json", import.meta.url), "utf8"),
) as MetricDefinition;

beforeAll(async () => {
  stage = await openStage("ask");
  await stage.api.call("PUT", "/v1/definitions/metric/channelOrdersGrowth/draft", metric);
  await stage.api.call("PUT", "/v1/definitions/workflow/peak-review/draft", workflow);
  await stage.api.order(tmallOrder());
  const { url } = stage.runtime;
  context = await openContext(stage.browser, { url, settings: { language: "zh-CN", theme: "light" } });
  misdeeds = watchMisdeeds(context, url, [/status of 404/]);
  page = await context.newPage();
  await openCheck();
}, 120_000);

afterAll(async () => {
  await context.close();
  await stage.close();
});

async function openCheck(): Promise<void> {
  await page.goto("/workflows/peak-review");
  await page.locator(".react-flow__node", { hasText: "高峰复核判定" }).click({ position: { x: 60, y: 14 } });
  await page.getByRole("heading", { name: "走「需复核」，当" }).waitFor();
}

const part = (at: string): Locator => page.locator(`[data-at="${at}"]`);

async function pick(line: Locator, label: string, search: string): Promise<void> {
  const box = line.getByRole("combobox", { name: label, exact: true });
  await box.click();
  await box.fill(search);
  await page.keyboard.press("Enter");
}

async function choose(line: Locator, label: string, option: string): Promise<void> {
  await line.getByRole("combobox", { name: label, exact: true }).click();
  await page
    .locator(".ant-select-dropdown:visible")
    .last()
    .locator(".ant-select-item-option", { hasText: option })
    .first()
    .click();
}

async function write(line: Locator, text: string): Promise<void> {
  const value = line.getByRole("textbox", { name: "值" });
  await value.fill(text);
  await value.press("Enter");
}

const add = (what: "条件" | "条件组"): Promise<void> => page.getByRole("button", { name: what, exact: true }).click();

/** The editor's own search leads to the text, and what is typed then stands in its place. */
async function overwrite(editor: Locator, text: string, by: string): Promise<void> {
  await editor.locator(".view-line").first().click();
  await page.keyboard.press("Control+f");
  const search = editor.locator(".find-widget.visible textarea").first();
  await search.fill(text);
  await editor.locator(".find-widget .matchesCount", { hasText: /^(1|第 1)/ }).waitFor();
  await search.press("Escape");
  await page.keyboard.type(by);
}

const savedWhen = async (): Promise<Condition | undefined> => {
  const { body } = await stage.api.call<{ definition: WorkflowDefinition }>(
    "GET",
    "/v1/definitions/workflow/peak-review/draft",
  );
  const node = body.definition.nodes["peak-check"];
  return node?.type === "switch" ? node.cases[0]?.when : undefined;
};

const sentence = (): Promise<string> => page.locator(".reads-as p").innerText();

const wanted: Condition = {
  all: [
    { fact: "metrics", path: "$.channelOrdersGrowth.growth", operator: "greaterThan", value: 500 },
    { fact: "metrics", path: "$.channelOrdersGrowth.count", operator: "greaterThanInclusive", value: 50 },
    {
      any: [
        { fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 },
        { feel: "count(order.lines) > 20" },
      ],
    },
    { not: { any: [{ fact: "order", path: "$.customer.level", operator: "in", value: ["business", "白名单"] }] } },
  ],
};

test("the condition of the picture is built by clicking, and reads as a sentence", async () => {
  await add("条件");
  await pick(part("/all/0"), "字段", "channelOrdersGrowth.growth");
  await choose(part("/all/0"), "怎么比", "多于");
  await write(part("/all/0"), "500");

  await add("条件");
  await pick(part("/all/1"), "字段", "channelOrdersGrowth.count");
  await write(part("/all/1"), "50");

  await add("条件组");
  await write(part("/all/2/any/0"), "500");
  await part("/all/2").getByRole("button", { name: "在这一组里加" }).click();
  await page.getByRole("menuitem", { name: "条件", exact: true }).click();
  await pick(part("/all/2/any/1"), "字段", "商品行：项数");
  await choose(part("/all/2/any/1"), "怎么比", "多于");
  await write(part("/all/2/any/1"), "20");

  await add("条件组");
  await part("/all/3").getByText("都不", { exact: true }).click();
  const tier = part("/all/3/not/any/0");
  await pick(tier, "字段", "客户等级");
  await choose(tier, "怎么比", "属于");
  const tiers = tier.getByRole("combobox", { name: "值", exact: true });
  for (const name of ["企业", "白名单"]) {
    await tiers.click();
    await tiers.fill(name);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");

  await until(savedWhen, (when) => JSON.stringify(when) === JSON.stringify(wanted), 10_000);
  expect(await sentence()).toBe(
    "渠道小时增幅：增幅 > 500 %，且渠道小时增幅：数量 ≥ 50，且（订单金额 ≥ ¥500，或商品行项数 > 20），且并非（客户等级在企业、白名单之中）",
  );
}, 60_000);

test("each line says what the sample order has, each group whether it holds", async () => {
  expect(await part("/all/2/any/0").locator(".line-foot").innerText()).toContain("现为 ¥218，差 ¥282");
  expect(await part("/all/0").locator(".line-foot").innerText()).toContain("要走到这一步才有值");
  expect(await part("/all/3").locator(".verdict").first().innerText()).toContain("成立");
  expect(await part("").locator(".verdict").first().innerText()).toContain("不成立");
});

test("a reload keeps it", async () => {
  await openCheck();
  await part("/all/3/not/any/0").waitFor();
  expect(await sentence()).toContain("渠道小时增幅：增幅 > 500 %");
});

test.each(["light", "dark"] as const)(
  "axe finds nothing serious in the inspector, %s",
  async (theme) => {
    const { url } = stage.runtime;
    const other = await openContext(stage.browser, { url, settings: { language: "zh-CN", theme } });
    const there = await other.newPage();
    await there.goto("/workflows/peak-review");
    await there.locator(".react-flow__node", { hasText: "高峰复核判定" }).click({ position: { x: 60, y: 14 } });
    await there.locator('[data-at="/all/0"]').waitFor();
    const { violations } = await new AxeBuilder({ page: there }).include(".inspector-panel").setLegacyMode().analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
    await other.close();
  },
  30_000,
);

test("lines move by keyboard, and one undo brings each back", async () => {
  const before = JSON.stringify(await savedWhen());
  await part("/all/1").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await until(savedWhen, (when) => JSON.stringify(when) !== before, 10_000);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-at"))).toBe("/all/0");
  await page.getByRole("button", { name: /^撤销/ }).click();
  await until(savedWhen, (when) => JSON.stringify(when) === before, 10_000);
}, 30_000);

test("a part is named once, used by its name, and renamed everywhere", async () => {
  const before = JSON.stringify(await savedWhen());
  await part("/all/3").focus();
  await part("/all/3").locator(".group-head").first().getByRole("button", { name: "对这一段做什么" }).click();
  await page.getByRole("menuitem", { name: "起个名反复用" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("一般客户");
  await page.getByRole("button", { name: "存为命名条件" }).click();
  await until(savedWhen, (when) => JSON.stringify(when).includes('{"condition":"一般客户"}'), 10_000);
  expect(await sentence()).toContain("且「一般客户」");
  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 300 } });
  const named = page.getByRole("region", { name: "命名条件" });
  await named.getByText("用在 1 处").waitFor();
  await named.getByRole("button", { name: "一般客户" }).click();
  await named.getByRole("textbox", { name: "名称" }).fill("普通客户");
  await page.keyboard.press("Enter");
  await until(savedWhen, (when) => JSON.stringify(when).includes('{"condition":"普通客户"}'), 10_000);
  await page.getByRole("button", { name: /^撤销/ }).click();
  await page.getByRole("button", { name: /^撤销/ }).click();
  await until(savedWhen, (when) => JSON.stringify(when) === before, 10_000);
  await page.locator(".react-flow__node", { hasText: "高峰复核判定" }).click({ position: { x: 60, y: 14 } });
}, 60_000);

test("as text it is changed in one step: broken text is kept and not applied, whole text is", async () => {
  const before = JSON.stringify(await savedWhen());
  await page.getByRole("button", { name: "更多", exact: true }).click();
  await page.getByRole("menuitem", { name: "代码", exact: true }).click();
  const editor = page.locator(".monaco-editor").first();
  await editor.locator(".view-line", { hasText: "greaterThan" }).first().waitFor({ timeout: 30_000 });
  await overwrite(editor, ": 500", ": 600 x");
  await page.locator(".code-state", { hasText: "还不是完整的 JSON" }).waitFor();
  expect(JSON.stringify(await savedWhen())).toBe(before);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await until(savedWhen, (when) => JSON.stringify(when) === before.replace("500", "600"), 10_000);
  await page.getByRole("button", { name: /^撤销/ }).click();
  await until(savedWhen, (when) => JSON.stringify(when) === before, 10_000);
  await page.locator(".code-state", { hasText: "和定义一致" }).waitFor();
}, 60_000);

test("a decision is opened as text, kept as a draft by itself, and published", async () => {
  const decision = {
    kind: "decision",
    schemaVersion: 1,
    id: "large-order",
    name: { "zh-CN": "大单", en: "Large order" },
    type: "expression",
    entries: [{ id: "large", value: "=order.total >= 500" }],
  };
  const path = "/v1/definitions/decision/large-order";
  const saved = await stage.api.call("PUT", `${path}/draft`, decision);
  expect(saved.body).toMatchObject({ kind: "decision" });
  await page.goto("/definitions/decision/large-order");
  const editor = page.locator(".monaco-editor").first();
  await editor.locator(".view-line", { hasText: "order.total" }).first().waitFor({ timeout: 30_000 });
  await overwrite(editor, ">= 500", ">= 800");
  const draft = async () => JSON.stringify((await stage.api.call(`GET`, `${path}/draft`)).body);
  await until(draft, (text) => text.includes("order.total >= 800"), 10_000);
  await page.getByRole("button", { name: "发布…" }).click();
  await page.getByRole("textbox", { name: /^为什么改/ }).fill("满 800 元才算大单");
  await page.getByRole("button", { name: /份草稿$/ }).click();
  const live = async () => JSON.stringify((await stage.api.call("GET", `${path}/versions/latest`)).body);
  await until(live, (text) => text.includes("order.total >= 800"), 10_000);
}, 60_000);

test("nothing went wrong on the way, and no other host was asked", () => {
  expect(misdeeds.list).toEqual([]);
});
