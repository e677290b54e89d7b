import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { saveSettings } from "../shared/settings.ts";
import { fakeOrder } from "../testing/fake-orders.ts";
import { setStage } from "../testing/browser.ts";
import { App } from "./app.tsx";
import { startI18n } from "./i18n/start-i18n.ts";
import { makeRouter, type AppRouter } from "./router.tsx";

const stage = setStage({ orders: 24 });

beforeAll(async () => {
  saveSettings({ language: "zh-CN", theme: "light", personId: "wu" });
  await startI18n(null);
});

configure({ asyncUtilTimeout: 10_000 });

function open(path: string): AppRouter {
  window.history.replaceState(null, "", path);
  const router = makeRouter();
  render(<App router={router} />);
  return router;
}

test("the orders page shows each order with its way in words, and what is stuck on top", async () => {
  open("/orders");
  const table = await screen.findByRole("table", { name: "订单" });
  const rows = await within(table).findAllByRole("row");
  expect(rows.length).toBeGreaterThan(10);
  expect(within(table).getByText(/^卡住 \d+ 单$/)).toBeTruthy();
  expect(within(table).getAllByText(/接单、判定、复核，在这里等人/).length).toBeGreaterThan(0);
  expect(within(table).getByRole("button", { name: /复核/ }).getAttribute("aria-pressed")).toBe("false");
});

test("a click on a status narrows the list, and the address says so", async () => {
  const router = open("/orders");
  fireEvent.click(await screen.findByRole("button", { name: /^异常 \d+$/ }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ status: "incident" }));
  const table = await screen.findByRole("table", { name: "订单" });
  await waitFor(() => expect(within(table).queryByText("运行中")).toBeNull());
});

test("a new order appears by itself", async () => {
  open("/orders");
  await screen.findByRole("table", { name: "订单" });
  await screen.findByText(/^实时/);
  stage.fake.push(
    fakeOrder(-1, Date.now(), { id: "fresh", shortNumber: "DY·NEWONE", status: "running", stuck: false }),
  );
  expect(await screen.findByText("DY·NEWONE")).toBeTruthy();
});

test("an order's page tells why and why not, and takes a decision with its reason", async () => {
  const held = stage.fake.rows.find(({ status }) => status === "held");
  open(`/orders/${held?.id ?? ""}`);
  expect(await screen.findByText(/因此送人工复核/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "为什么不是别的" }));
  expect(screen.getByText("现为 ¥1,280，多 ¥780.01")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "通过" }));
  const dialog = await screen.findByRole("dialog");
  fireEvent.change(within(dialog).getByLabelText("理由（可不填）"), { target: { value: "已与主播方核实" } });
  fireEvent.click(within(dialog).getByRole("button", { name: /^通过 / }));
  await waitFor(() =>
    expect(stage.fake.posted.at(-1)).toMatchObject({
      path: `/v1/tasks/${held?.id ?? ""}/gift-binding/4/decide`,
      body: { outcome: "approve", reason: "已与主播方核实" },
      person: "wu",
    }),
  );
});

test("a remedy that is refused says so and stays open", async () => {
  const broken = stage.fake.rows.find(({ status }) => status === "incident");
  open(`/orders/${broken?.id ?? ""}`);
  fireEvent.click(await screen.findByRole("button", { name: "改从 GZ 发" }));
  const dialog = await screen.findByRole("dialog");
  fireEvent.click(within(dialog).getByRole("button", { name: "改从 GZ 发" }));
  expect(await within(dialog).findByText("这里没有等人处理的异常。")).toBeTruthy();
});

test("the metrics page tells what each key comes to, in words, and what it would take to hold", async () => {
  open("/measures");
  const table = await screen.findByRole("table", { name: "渠道小时增幅" });
  const [, held, calm] = within(table).getAllByRole("row");
  expect(held?.textContent).toMatch(/挂起.*241平时 40\+502\.5 %/);
  expect(calm?.textContent).toMatch(/正常38平时 40-5 %/);
  expect(within(table).getAllByRole("img")[0]?.getAttribute("aria-label")).toMatch(/最近一小时/);
  expect(screen.getByText("高于 +500 % 挂起；低于 +300 % 满 10 分 放行")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /新建指标/ }));
  const dialog = await screen.findByRole("dialog");
  fireEvent.change(within(dialog).getByLabelText("名字"), { target: { value: "夜间退款" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "新建并打开" }));
  await waitFor(() =>
    expect(stage.fake.posted.at(-1)).toMatchObject({
      path: "/v1/definitions/metric",
      body: { name: { "zh-CN": "夜间退款" } },
    }),
  );
});
