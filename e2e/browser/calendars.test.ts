import type { BrowserContext, Page } from "playwright-core";
import type { CalendarTable, WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { desk, openContext, phone } from "./browser.ts";
import { openStage, type Stage } from "./demo-page.ts";
import { seriousFindings, tooSmall, untranslated } from "./page-checks.ts";

/* The office's year, pasted from a notice; by thumb as well; a task that counts by it. */

let stage: Stage;
let context: BrowserContext | undefined;

const workflow: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "by-hand",
  name: { "zh-CN": "人工看单", en: "Looked at" },
  role: "main",
  nodes: {
    start: { type: "start", name: { "zh-CN": "收到订单", en: "Order received" }, ports: { next: "look" } },
    look: {
      type: "task",
      name: { "zh-CN": "看一眼", en: "Have a look" },
      group: "finance",
      outcomes: [{ id: "ok", name: { "zh-CN": "可以", en: "Fine" } }],
      due: { after: "PT4H", calendar: "gone" },
      ports: { ok: "done" },
    },
    done: { type: "end", outcome: "done" },
  },
};

beforeAll(async () => {
  stage = await openStage("ask");
  await stage.api.must("PUT", "/v1/definitions/workflow/by-hand/draft", workflow);
}, 120_000);
afterAll(async () => {
  await context?.close();
  await stage.close();
});

async function opened(path: string, size: typeof desk): Promise<Page> {
  await context?.close();
  const { url } = stage.runtime;
  context = await openContext(stage.browser, { url, size, settings: { language: "zh-CN", theme: "light" } });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const tableOf = () => stage.api.must<CalendarTable>("GET", "/v1/calendars");

test("days off are pasted, a Saturday is worked, lunch is taken; what cannot be read says how it is written", async () => {
  const page = await opened("/workflows", desk);
  await page.getByRole("button", { name: "工作日历" }).click();
  const save = page.getByRole("button", { name: "保存日历" });
  await page.getByLabel("周一", { exact: true }).fill("9 到 18");
  await page.getByLabel("周一", { exact: true }).blur();
  await page.getByText("写成 09:00-12:00, 13:30-18:00；休息就留空。").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel("周一", { exact: true }).fill("9-12，13:30～18:00");
  await page.getByLabel(/^休息日/).fill("2027/10/1 2027年10月2日");
  await page.getByLabel(/^调休上班/).fill("2027-10-09");
  await page.getByLabel(/^调休上班/).blur();
  await page.getByText("调休上班（1 天）").waitFor();
  await page.getByText(/^到 /).waitFor();
  await save.click();
  const { calendars } = await until(tableOf, ({ calendars: [first] }) => first?.holidays !== undefined);
  const lunch = [
    ["09:00", "12:00"],
    ["13:30", "18:00"],
  ];
  expect(calendars[0]).toMatchObject({
    id: "cn-office",
    hours: { mon: lunch },
    holidays: ["2027-10-01", "2027-10-02"],
    extraDays: [{ date: "2027-10-09", hours: lunch }],
  });
});

test("on a phone nothing lies beside the screen, a finger hits every button, and axe finds nothing serious", async () => {
  const page = await opened("/calendars", phone);
  await page.locator(".calendar").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  expect(await tooSmall(page)).toEqual([]);
  expect(await seriousFindings(page, "calendars")).toEqual([]);
  await page.goto("/calendars?lng=pseudo");
  await page.locator(".calendar").waitFor();
  expect(await untranslated(page)).toEqual([]);
});

test("a task that counts by a calendar that is gone is told so, and takes one from the list", async () => {
  const page = await opened("/workflows/by-hand", desk);
  await page.locator('[data-box="look"]').click();
  await page
    .getByText(/没有日历「gone」/)
    .first()
    .waitFor();
  await page.getByRole("combobox", { name: "按哪个日历" }).click();
  await page.locator(".ant-select-item-option", { hasText: "cn-office" }).click();
  await page
    .getByText(/没有日历「gone」/)
    .first()
    .waitFor({ state: "detached" });
});
