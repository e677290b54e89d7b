import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onCredit } from "../flows/orders.ts";
import { until } from "../harness/api.ts";
import { desk, openContext, phone, watchMisdeeds } from "./browser.ts";
import { openShopStage, type ShopStage } from "./shop-stage.ts";
import { seriousFindings, tooSmall, untranslated } from "./page-checks.ts";

/*
 * Finance decides what waits for it: one, many with one reason, by mouse, by keys alone, by thumb; and nobody decides what somebody else has.
 */

/** Within what the company may owe, and over it: the latter takes two people. */
const WITHIN = 10;
const OVER = 2000;

let stage: ShopStage;

beforeAll(async () => {
  stage = await openShopStage();
});
afterAll(() => stage.close());

/** Orders that wait for finance. */
async function held(count: number, pieces = WITHIN): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1)
    ids.push((await stage.api.must<{ orderId: string }>("POST", "/v1/orders", onCredit(pieces))).orderId);
  for (const id of ids)
    await until(
      () => stage.api.detail(id),
      ({ body }) => body.tasks.length > 0,
    );
  return ids;
}

interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly misdeeds: readonly string[];
}

async function visit(personId: string, size = desk, theme: "light" | "dark" = "light"): Promise<Visitor> {
  const context = await openContext(stage.browser, { url: stage.runtime.url, size, settings: { personId, theme } });
  // A refused decision is a 409 that the browser itself writes down.
  const { list } = watchMisdeeds(context, stage.runtime.url, [/status of 409/]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page, misdeeds: list };
}

const rowOf = (page: Page, orderId: string) => page.locator(`[data-task^="${orderId}/"]`);
const released = async (orderId: string): Promise<void> => {
  await until(
    () => stage.api.detail(orderId),
    ({ body }) => body.row.stage === "pack",
  );
};
const reservations = async (orderId: string): Promise<number> => (await stage.warehouse.reservations(orderId)).length;

async function sign(page: Page, name: string): Promise<void> {
  const dialog = page.locator(".ant-modal");
  await dialog.getByRole("textbox", { name: "签名（必填）" }).fill(name);
  await dialog.getByRole("button", { name: /^通过 / }).click();
  await dialog.waitFor({ state: "detached" });
}

describe("at a desk", () => {
  test("who is in no group is told so, and can say who they are", async () => {
    const context = await openContext(stage.browser, { url: stage.runtime.url });
    const page = await context.newPage();
    await page.goto("/inbox");
    await page.getByText("你不在任何办理组里").first().waitFor();
    await page.getByRole("button", { name: /吴敏/ }).click();
    await page.getByText("没有等你们办的事").first().waitFor();
    await context.close();
  });

  test("one is decided with the evidence beside it, and the next is looked at", async () => {
    const [first = "", second = ""] = await held(2);
    const { context, page, misdeeds } = await visit("wu");
    await page.goto("/inbox");
    await rowOf(page, first).click();
    const evidence = page.locator(".inbox-evidence");
    await evidence.getByText("授信额度").waitFor();
    expect(await evidence.innerText()).toMatch(/财务可以决定[\s\S]*账期[\s\S]*后升级给财务经理[\s\S]*锁定库存/);
    await page.getByRole("textbox", { name: "理由" }).fill("额度够");
    await page.getByRole("button", { name: "通过这一单" }).click();
    await sign(page, "吴敏");
    await released(first);
    expect(await reservations(first)).toBe(1);
    await until(
      () => page.locator(".task-line-current").getAttribute("data-task"),
      (id) => id?.startsWith(`${second}/`) === true,
    );
    expect(await page.locator(".usual-reason").innerText()).toBe("额度够");
    expect(misdeeds).toEqual([]);
    await context.close();
  });

  test("many with one reason: those for two people are set aside, each of the others is released once", async () => {
    const ids = await held(24);
    const [double = ""] = await held(1, OVER);
    const { context, page, misdeeds } = await visit("wu");
    await page.goto("/inbox");
    await rowOf(page, double).waitFor();
    await page.locator(".list-head-all input").click();
    await page.getByText("1 单要两个人审批，已移出这次批量").waitFor();
    await page.getByRole("textbox", { name: "理由" }).fill("月度授信已核");
    await page.getByRole("button", { name: /^通过 \d+ 单$/ }).click();
    await sign(page, "吴敏");
    await page.getByText(/办完了：\d+ 单已决定/).waitFor();
    // While the pointer is on the list what was decided keeps its place and says by whom.
    await rowOf(page, ids[0] ?? "")
      .getByText("吴敏：通过")
      .waitFor();
    await page.mouse.move(1, 1);
    for (const id of ids) await released(id);
    for (const id of ids) expect(await reservations(id), id).toBe(1);
    expect((await stage.api.detail(double)).body.tasks[0]?.approvals).toEqual([]);
    await until(
      () => page.locator("[data-task]").count(),
      (count) => count === 1,
    );
    const { body } = await stage.api.timeline(ids[0] ?? "");
    expect(body.entries.some(({ sentence }) => sentence?.["zh-CN"].includes("月度授信已核") === true)).toBe(true);
    expect(misdeeds).toEqual([]);
    await context.close();
  });

  test("by keys alone: walk, select, undo, decide many", async () => {
    const ids = await held(3);
    const { context, page } = await visit("wu");
    await page.goto("/inbox");
    await rowOf(page, ids[2] ?? "").waitFor();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await page.waitForTimeout(60);
      }
    };
    await press("Control+a");
    await page.getByText(/^已选 3，共 \d 单$/).waitFor();
    await press("Escape");
    await page.getByText("恢复刚才的选择").waitFor();
    await press("z");
    await page.getByText(/^已选 3，共 \d 单$/).waitFor();
    await press("m");
    await page.keyboard.type("按键批的");
    await press("Escape", "a");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/通过 3 单/);
    await press("Enter");
    const signature = page.getByRole("textbox", { name: "签名（必填）" });
    await signature.waitFor();
    await until(
      async () => {
        await page.keyboard.press("Tab");
        return signature.evaluate((box) => box === document.activeElement);
      },
      (isThere) => isThere,
    );
    await page.keyboard.type("吴敏");
    await until(
      async () => {
        await page.keyboard.press("Tab");
        return page.evaluate(() => document.activeElement?.textContent ?? "");
      },
      (text) => /^通过 3 单$/.test(text),
    );
    await press("Enter");
    for (const id of ids) await released(id);
    await press("?");
    await page.getByRole("dialog").getByText("选中这一组的全部").waitFor();
    await context.close();
  });

  test("a second person is told by whom, on the row and in the answer", async () => {
    const [id = ""] = await held(1);
    const wu = await visit("wu");
    const zhou = await visit("zhou");
    for (const { page } of [wu, zhou]) {
      await page.goto("/inbox");
      await rowOf(page, id).click();
    }
    await zhou.page.getByRole("button", { name: "驳回这一单" }).click();
    await zhou.page.getByRole("textbox", { name: "签名（必填）" }).fill("周启航");
    // The pointer on the list keeps the rows where they are.
    await wu.page.getByRole("button", { name: "通过这一单" }).click();
    await sign(wu.page, "吴敏");
    await zhou.page
      .locator("[role=dialog]")
      .getByRole("button", { name: /^驳回 / })
      .click();
    expect(await zhou.page.getByRole("alert").first().innerText()).toMatch(/吴敏.*已经决定.*通过/);
    await released(id);
    expect(await reservations(id)).toBe(1);
    await wu.context.close();
    await zhou.context.close();
  });

  test("claimed by one, it says so to the other, who can take it over", async () => {
    const [id = ""] = await held(1);
    const wu = await visit("wu");
    await wu.page.goto("/inbox");
    await rowOf(wu.page, id).click();
    await wu.page.getByRole("button", { name: "领走" }).click();
    await wu.page.getByRole("button", { name: "放回" }).waitFor();
    const zhou = await visit("zhou");
    await zhou.page.goto("/inbox");
    await rowOf(zhou.page, id).click();
    await zhou.page.locator(".inbox-evidence").getByText("吴敏 领着").waitFor();
    await zhou.page.getByRole("button", { name: "接过来" }).click();
    await rowOf(wu.page, id).getByText("周启航 领着").waitFor();
    await zhou.page.getByRole("button", { name: "放回" }).click();
    await wu.context.close();
    await zhou.context.close();
  });
});

test("on a phone: from the cause to the task, decided by thumb; some at once", async () => {
  const ids = await held(3);
  const [first = "", ...others] = ids;
  const { context, page, misdeeds } = await visit("wu", phone);
  await page.goto("/inbox");
  await page.locator(".group-card").tap();
  await rowOf(page, first).tap();
  const sheet = page.locator(".inbox-sheet");
  await sheet.getByText("授信额度").waitFor();
  await sheet.getByRole("button", { name: "通过这一单" }).tap();
  await sign(page, "吴敏");
  await released(first);
  await sheet.getByRole("button", { name: "关闭" }).tap();
  for (const id of others) await rowOf(page, id).getByRole("checkbox").tap();
  await page.getByRole("button", { name: "通过 2 单" }).tap();
  await sign(page, "吴敏");
  for (const id of others) await released(id);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  await page.goto("/inbox?view=done");
  await page.locator(".decided-table tbody tr").first().waitFor();
  expect(misdeeds).toEqual([]);
  await context.close();
});

describe.each([
  ["light", "desk", desk],
  ["dark", "desk", desk],
  ["light", "phone", phone],
  ["dark", "phone", phone],
] as const)("%s, on a %s", (theme, device, size) => {
  test("axe finds nothing serious in the groups, the list, the evidence and what was decided", async () => {
    await held(1);
    await held(1, OVER);
    const { context, page } = await visit("zhou", size, theme);
    await page.goto("/inbox");
    await page.locator(".group-card").first().waitFor();
    const findings = await seriousFindings(page, "the groups");
    await page.locator(".group-card").first().click();
    await page.locator("[data-task]").first().waitFor();
    await page.locator(".list-head-all input").click();
    findings.push(...(await seriousFindings(page, "the list")));
    if (device === "phone") expect(await tooSmall(page)).toEqual([]);
    await page.locator("[data-task]").first().click();
    await page.locator(".evidence").waitFor();
    findings.push(...(await seriousFindings(page, "the evidence")));
    if (device === "phone") expect(await tooSmall(page)).toEqual([]);
    await page.goto("/inbox?view=done");
    await page.locator(".page-head button").first().waitFor();
    findings.push(...(await seriousFindings(page, "what was decided")));
    expect(findings).toEqual([]);
    await context.close();
  });
});

test("every word is translated", async () => {
  const { context, page } = await visit("wu");
  for (const path of ["/inbox?lng=pseudo", "/inbox?view=deadline&lng=pseudo", "/inbox?view=done&lng=pseudo"]) {
    await page.goto(path);
    await page.locator(path.includes("done") ? ".decided-table" : ".evidence").waitFor();
    expect(await untranslated(page), path).toEqual([]);
  }
  await context.close();
});
