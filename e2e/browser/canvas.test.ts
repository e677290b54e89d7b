import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { until } from "../harness/api.ts";
import { type Misdeeds, openContext, watchMisdeeds } from "./browser.ts";
import { openStage, type Stage } from "./demo-page.ts";

/*
 * Somebody draws: a workflow from a blank canvas by the mouse, another one by the keyboard alone. What is drawn is saved
 * by itself, undone and found again; two people on one draft lose nothing.
 */

let stage: Stage;
let context: BrowserContext;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  stage = await openStage("off");
  context = await openContext(stage.browser, { url: stage.runtime.url });
  // An id that is not there yet is a 404, a stale save a 412: the browser itself writes both down.
  misdeeds = watchMisdeeds(context, stage.runtime.url, [/status of (404|412)/]);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(() => stage.close());

const card = (name: string, on: Page = page): Locator => on.locator("[data-box]", { hasText: name });
const port = (of: Locator, id: string): Locator => of.locator(`[data-port="${id}"]`);
const kind = (name: string): Locator => page.locator(".palette-item", { hasText: name });
const draft = async (id: string): Promise<WorkflowDefinition> =>
  (await stage.api.must<{ definition: WorkflowDefinition }>("GET", `/v1/definitions/workflow/${id}/draft`)).definition;
const saved = (on: Page = page): Promise<void> => on.locator(".save-state", { hasText: /^已保存/ }).waitFor();
const portsOf = (definition: WorkflowDefinition, id: string): Record<string, string> => {
  const node = definition.nodes[id];
  return node !== undefined && "ports" in node ? (node.ports ?? {}) : {};
};

async function create(name: string): Promise<void> {
  await page.goto("/workflows");
  await page.getByRole("button", { name: "新建流程" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "名称" }).fill(name);
  await dialog.getByRole("button", { name: "新建流程" }).click();
  await card("收到订单").waitFor();
}

async function pull(from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (start === null || end === null) throw new Error("both are on the screen");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 30, start.y + 40, { steps: 3 });
  await page.mouse.move(end.x + end.width / 2, end.y + 10, { steps: 6 });
  await page.mouse.up();
}

test("an empty list offers to begin", async () => {
  await page.goto("/workflows");
  await page.getByText("还没有流程。").waitFor();
});

test("by the mouse: click, drag in, pull a line, insert on it", async () => {
  await create("Peak review");
  expect(page.url()).toContain("/workflows/peak-review");
  await card("收到订单").click();
  await kind("条件判断").click();
  await card("条件判断").waitFor();
  // The first way out of what is chosen is open, so the next one follows there.
  await kind("人工任务").click();
  await card("人工任务").waitFor();
  await kind("结束").dragTo(page.locator(".canvas"), { targetPosition: { x: 760, y: 420 } });
  await card("结束").waitFor();
  await pull(port(card("条件判断"), "otherwise"), card("结束"));
  await until(
    () => draft("peak-review"),
    (now) => portsOf(now, "condition")["otherwise"] === "end",
  );
  expect(portsOf(await draft("peak-review"), "condition")).toEqual({ yes: "review", otherwise: "end" });

  // A node let go over a line stands between what the line joined.
  const line = page.locator('[data-line="start/next"] .line-hit');
  const box = await line.boundingBox();
  if (box === null) throw new Error("the line is on the screen");
  const frame = await page.locator(".canvas").boundingBox();
  await kind("等待").dragTo(page.locator(".canvas"), {
    targetPosition: { x: box.x + box.width / 2 - (frame?.x ?? 0), y: box.y + box.height / 2 - (frame?.y ?? 0) },
  });
  await until(
    () => draft("peak-review"),
    (now) => portsOf(now, "start")["next"] === "wait" && portsOf(now, "wait")["done"] === "condition",
  );
});

test("a way out let go on the empty canvas asks what shall follow", async () => {
  const from = port(card("人工任务"), "approve");
  const start = await from.boundingBox();
  if (start === null) throw new Error("it is on the screen");
  await page.mouse.move(start.x + 4, start.y + 4);
  await page.mouse.down();
  await page.mouse.move(start.x - 60, start.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("combobox", { name: "搜下一步" }).fill("连接器");
  await page.keyboard.press("Enter");
  await card("连接器动作").waitFor();
  await until(
    () => draft("peak-review"),
    (now) => portsOf(now, "review")["approve"] === "action",
  );
});

test("problems are told while drawing, and lead to the card", async () => {
  const strip = page.getByRole("region", { name: "问题" });
  await strip
    .getByText(/还没选/)
    .first()
    .waitFor();
  await strip.getByRole("button", { name: "定位" }).first().click();
  await page.locator(".card-selected").waitFor();
});

test("undone and done again, and found again after a reload", async () => {
  await saved();
  const before = JSON.stringify(await draft("peak-review"));
  await page.getByRole("button", { name: /^撤销：/ }).click();
  await card("连接器动作").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^重做：/ }).click();
  await card("连接器动作").waitFor();
  await saved();
  expect(JSON.stringify(await draft("peak-review"))).toBe(before);
  await page.reload();
  await card("连接器动作").waitFor();
  expect(await page.locator("[data-box]").count()).toBe(6);
});

test("without the network it is kept here, and saved when the network is back", async () => {
  await context.setOffline(true);
  await card("连接器动作").click();
  await page.keyboard.press("Delete");
  await page.getByText("改动还在这台电脑上").waitFor();
  await context.setOffline(false);
  await saved();
  expect((await draft("peak-review")).nodes["action"]).toBeUndefined();
});

test("by the keyboard alone: the credit-term flow's spine", async () => {
  await create("Credit by keys");
  await page.locator(".canvas").focus();
  const append = async (text: string): Promise<void> => {
    await page.keyboard.press("a");
    await page.getByRole("combobox", { name: "搜下一步" }).fill(text);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(250);
  };
  await page.keyboard.press("Tab");
  for (const step of ["条件判断", "连接器", "人工任务", "连接器", "结束"]) await append(step);
  const drawn = await until(
    () => draft("credit-by-keys"),
    (now) => Object.keys(now.nodes).length === 6,
  );
  expect(portsOf(drawn, "condition")["yes"]).toBe("action");
  expect(portsOf(drawn, "action")["done"]).toBe("review");
  expect(portsOf(drawn, "review")["approve"]).toBe("action-2");
  expect(portsOf(drawn, "action-2")["done"]).toBe("end");

  // Back up the lines to the condition; its other way out is led to the second action.
  for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight", "a"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(100);
  }
  await page.getByRole("combobox", { name: "搜下一步" }).fill("连到「连接器动作」");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(
    () => draft("credit-by-keys"),
    (now) => portsOf(now, "condition")["otherwise"] === "action-2",
  );
});

test("copied out of one workflow into another", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await create("Copy of keys");
  await page.locator(".canvas").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+v");
  await until(
    () => draft("copy-of-keys"),
    // Its start stays the only one.
    (now) => Object.keys(now.nodes).length === 6,
  );
});

test("two people on one draft: both told, nothing lost", async () => {
  const other = await openContext(stage.browser, { url: stage.runtime.url });
  const second = await other.newPage();
  await second.goto("/workflows/peak-review");
  await page.goto("/workflows/peak-review");
  await card("人工任务", second).waitFor();
  await card("人工任务").waitFor();
  // Hers is saved while mine is on its way.
  await context.setOffline(true);
  await card("等待").click();
  await page.keyboard.press("Delete");
  await second.locator(".palette-item", { hasText: "发出事件" }).click();
  await saved(second);
  await context.setOffline(false);
  await page.getByText(/也改了这份草稿/).waitFor();
  await page.getByRole("button", { name: "看看两边的改动" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "两边都要" }).click();
  const both = await until(
    () => draft("peak-review"),
    (now) => now.nodes["wait"] === undefined,
  );
  expect(both.nodes["event"]).toBeDefined();
  await second.getByText(/改了 \d+ 处，已换成新的/).waitFor();
  await card("等待", second).waitFor({ state: "detached" });
  await other.close();
});

test("all the while nothing broke, and nobody else was asked", () => {
  expect(misdeeds.list.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line))).toEqual([]);
});
