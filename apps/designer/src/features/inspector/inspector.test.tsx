import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { type Diagnostic, diagnostic, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { beforeAll, expect, test } from "vitest";
import { startI18n } from "../../app/i18n/start-i18n.ts";
import type { Command } from "../../document/command.ts";
import { apply } from "../../document/apply.ts";
import { saveSettings } from "../../shared/settings.ts";
import { setStage } from "../../testing/browser.ts";
import { Inspector, type Target } from "./inspector.tsx";

setStage({ orders: 1 });

beforeAll(async () => {
  saveSettings({ language: "zh-CN", theme: "light" });
  await startI18n(null);
});

const fixture = (name: string): WorkflowDefinition =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../../../packages/rule-dsl/fixtures/${name}.workflow.json`), "utf8"),
  ) as WorkflowDefinition;

const credit = fixture("credit-term-review");
const peak = fixture("peak-hour-review");

interface Shown {
  readonly commands: readonly Command[];
  /** The workflow with what was done to it. */
  readonly done: () => WorkflowDefinition;
}

function show(definition: WorkflowDefinition, target: Target, problems: readonly Diagnostic[] = []): Shown {
  const commands: Command[] = [];
  const nothing = () => undefined;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Inspector
        definition={definition}
        target={target}
        problems={problems}
        sources={{ connectors: [], definitions: [], groups: [{ id: "finance", name: { "zh-CN": "财务" } }] }}
        readOnly={false}
        traffic={undefined}
        orders={[]}
        run={(command) => commands.push(command)}
        onSelect={nothing}
        onOpen={nothing}
        onRenamed={nothing}
        renderMark={nothing}
        renderCondition={({ value }) => <code>{JSON.stringify(value)}</code>}
        renderCode={nothing}
        sample={undefined}
      />
    </QueryClientProvider>,
  );
  const layout = { kind: "layout", of: definition.id, nodes: {} } as const;
  return {
    commands,
    done: () =>
      commands.reduce((document, command) => apply(document, command).document, { definition, layout }).definition,
  };
}

test.each([
  ...Object.keys(credit.nodes).map((id) => [id, credit] as const),
  ...Object.keys(peak.nodes).map((id) => [id, peak] as const),
])("everything about %s has a name", (id, definition) => {
  show(definition, { node: id });
  expect(screen.getByText(id, { selector: "code" })).toBeTruthy();
  for (const field of document.querySelectorAll(".form-field")) expect(field.getAttribute("aria-label")).toMatch(/\S/);
  for (const control of document.querySelectorAll("input:not([type=search]), textarea:not([aria-hidden])")) {
    const isNamed = control.getAttribute("aria-label") !== null || control.closest("label, .ant-select") !== null;
    expect(isNamed || control.getAttribute("type") === "radio").toBe(true);
  }
});

test("an outcome under another id keeps where it leads", () => {
  const shown = show(credit, { node: "finance-review" });
  const id = screen.getAllByLabelText("标识").find((input) => input.getAttribute("value") === "reject");
  if (id === undefined) throw new Error("the outcome has an id");
  fireEvent.change(id, { target: { value: "refuse" } });
  fireEvent.blur(id);
  const node = shown.done().nodes["finance-review"];
  expect(node).toMatchObject({ ports: { approve: "reserve-stock", refuse: "cancel", timeout: "cancel" } });
  expect(node).toMatchObject({ approvals: { alone: ["refuse"] } });
});

test("an id that is taken is refused where it is written", () => {
  const shown = show(credit, { node: "finance-review" });
  const id = screen.getAllByLabelText("标识").find((input) => input.getAttribute("value") === "reject");
  if (id === undefined) throw new Error("the outcome has an id");
  fireEvent.change(id, { target: { value: "approve" } });
  fireEvent.blur(id);
  expect(shown.commands).toEqual([]);
});

test("a length of time is a number and its unit", () => {
  const shown = show(credit, { node: "credit-limit" });
  const field = screen.getByRole("group", { name: "超时" });
  const length = within(field).getByLabelText("超时");
  fireEvent.change(length, { target: { value: "8" } });
  fireEvent.keyDown(length, { key: "Enter" });
  expect(shown.done().nodes["credit-limit"]).toMatchObject({ timeout: "PT8S" });
});

test("an optional field is taken away, and the order of the others stays", () => {
  const shown = show(credit, { node: "credit-limit" });
  fireEvent.click(screen.getByRole("button", { name: "去掉重试" }));
  const { retry: _retry, ...rest } = credit.nodes["credit-limit"] as unknown as Record<string, unknown>;
  expect(JSON.stringify(shown.done().nodes["credit-limit"])).toBe(JSON.stringify(rest));
});

test("what is wrong stands at its field, and its fix is one step", () => {
  const fix = {
    title: { "zh-CN": "改成财务组", en: "Use finance" },
    edits: [{ op: "replace", path: "/nodes/finance-review/group", value: "finance" }],
  } as const;
  const problem = {
    ...diagnostic("error", "unknown-name", "/nodes/finance-review/group", { name: "x" }),
    fixes: [fix],
  };
  const shown = show(credit, { node: "finance-review" }, [problem]);
  const field = screen.getByRole("group", { name: "谁来办" });
  expect(within(field).getByText(problem.message["zh-CN"])).toBeTruthy();
  fireEvent.click(within(field).getByRole("button", { name: "改成财务组" }));
  expect(shown.commands.map(({ type }) => type)).toEqual(["replace-definition"]);
});

test("the workflow itself: its role, the orders it takes, its named conditions", () => {
  show(peak, "workflow");
  expect(screen.getByRole("group", { name: "角色" })).toBeTruthy();
  const named = screen.getByRole("region", { name: "命名条件" });
  expect(within(named).getByRole("button", { name: "exempt-customer" })).toBeTruthy();
  expect(within(named).getByText("用在 1 处")).toBeTruthy();
});

test("a workflow by the clock: the usual times by name, what they come to next, and what else may be set by its role", () => {
  const { takes: _, ...rest } = peak;
  const count: WorkflowDefinition = { ...rest, role: "own", schedule: { cron: "*/15 * * * *" } };
  const shown = show(count, "workflow");
  const field = screen.getByRole("group", { name: "几点" });
  expect(within(field).getByText(/^接下来：(.*\d\d:(00|15|30|45)、?){3}$/)).toBeTruthy();
  const text = within(field).getByRole("textbox", { name: "几点" });
  fireEvent.change(text, { target: { value: "0 7 * * *" } });
  fireEvent.keyDown(text, { key: "Enter" });
  expect(shown.done().schedule).toEqual({ cron: "0 7 * * *" });
  fireEvent.mouseDown(within(field).getByRole("combobox", { name: "几点：常用的" }));
  fireEvent.click(screen.getByText("周一到周五 09:00"));
  expect(shown.done().schedule).toEqual({ cron: "0 9 * * 1-5" });
  expect(screen.queryByRole("group", { name: "收哪些订单" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "添加由事件启动" }));
  fireEvent.click(screen.getByRole("menuitem", { name: "由事件启动" }));
  expect(shown.done().startedBy).toBeDefined();
});

test("a keyed part: its words, and the node from which it takes nobody any more", () => {
  const { takes: _, ...rest } = peak;
  const [node = ""] = Object.keys(peak.nodes).filter((id) => id !== "start");
  show({ ...rest, role: "part", keyed: { until: node, lasts: "PT2H", most: 40 } }, "workflow");
  const keyed = screen.getByRole("group", { name: "同一个键的订单合起来走" });
  expect(within(keyed).getByRole("combobox", { name: "走到哪一步就不再收" })).toBeTruthy();
  expect(within(keyed).getByText("不写是 1 天")).toBeTruthy();
  expect(within(keyed).getByRole("group", { name: "最长收多久" })).toBeTruthy();
  expect(within(keyed).getByRole("group", { name: "最多合几张订单" })).toBeTruthy();
});

test("the key of a sub-flow and the key of a cause are not the same word", () => {
  const call = { type: "subworkflow", workflow: "parcel", key: "=order.id", ports: { done: "start" } } as const;
  show({ ...peak, nodes: { ...peak.nodes, parcel: call } }, { node: "parcel" });
  expect(screen.getByRole("group", { name: "按什么合在一起" })).toBeTruthy();
  expect(screen.queryByRole("group", { name: "原因的键" })).toBeNull();
});
