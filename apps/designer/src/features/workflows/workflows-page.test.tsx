import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { DefinitionRow, ScheduleRow } from "@orderloom/api-contract";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { App } from "../../app/app.tsx";
import { startI18n } from "../../app/i18n/start-i18n.ts";
import { makeRouter } from "../../app/router.tsx";
import { saveSettings } from "../../shared/settings.ts";
import { setStage } from "../../testing/browser.ts";

const stage = setStage({ orders: 1 });

const HOUR = 3_600_000;
const now = Date.now();

const row = (id: string, name: string, role: DefinitionRow["role"]): DefinitionRow => ({
  kind: "workflow",
  id,
  name: { en: name },
  ...(role !== undefined && { role }),
  latest: 3,
  live: 3,
  draft: false,
  draftState: "same",
  updatedAt: now,
  updatedBy: { id: "wu", name: "Wu" },
});
const scheduled = (workflow: string, rest: Partial<ScheduleRow>): ScheduleRow => ({
  workflow,
  version: 3,
  name: { en: workflow },
  cron: "0 9 * * *",
  timeZone: "Asia/Shanghai",
  overlap: "skip",
  each: false,
  nextAt: now + HOUR,
  runs: [],
  ...rest,
});

beforeAll(async () => {
  saveSettings({ language: "en", theme: "light" });
  await startI18n(null);
});
beforeEach(() => {
  for (const id of ["review", "chase", "count"])
    stage.fake.answers.set(`/v1/definitions/workflow/${id}/traffic?days=7`, { nodes: {} });
  stage.fake.answers.set("/v1/definitions?kind=workflow", {
    items: [row("review", "Review", "main"), row("chase", "Chase", "side"), row("count", "Count", "own")],
  });
  const run = { tick: now - HOUR, startedAt: now - HOUR, started: 12, leftOut: 2 };
  stage.fake.answers.set("/v1/schedules", { items: [scheduled("chase", { each: true, runs: [run] })] });
});

configure({ asyncUtilTimeout: 10_000 });

async function open(): Promise<void> {
  window.history.replaceState(null, "", "/workflows");
  render(<App router={makeRouter()} />);
  await screen.findByText(/^Next /);
}
async function menuOf(name: string): Promise<readonly string[]> {
  fireEvent.click(screen.getByRole("button", { name: `More for ${name}` }));
  const menu = await screen.findByRole("menu");
  return within(menu)
    .getAllByRole("menuitem")
    .map(({ textContent }) => textContent);
}

test("a scheduled workflow says when it comes next and what the last time came to, and runs now when asked", async () => {
  await open();
  expect(screen.getByText(/^Last .*: 12 runs, 2 left out as still running$/)).toBeTruthy();
  expect(await menuOf("Chase")).toEqual(["Run now…", "Duplicate…"]);
  fireEvent.click(screen.getByRole("menuitem", { name: "Run now…" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/^Runs v3 once for each order/)).toBeTruthy();
  expect(within(dialog).queryByRole("textbox")).toBeNull();
  stage.fake.answers.set("POST /v1/definitions/workflow/chase/start", { started: 5, leftOut: 1 });
  fireEvent.click(within(dialog).getByRole("button", { name: "Run now" }));
  expect(await screen.findByText("5 runs started, 1 left out as still running")).toBeTruthy();
});

test("a workflow of its own starts with variables, and what is no object is not sent", async () => {
  await open();
  expect(await menuOf("Count")).toEqual(["Start…", "Duplicate…"]);
  fireEvent.click(screen.getByRole("menuitem", { name: "Start…" }));
  const dialog = await screen.findByRole("dialog");
  const start = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Start a run" });
  const input = within(dialog).getByRole("textbox");
  fireEvent.change(input, { target: { value: "[1]" } });
  expect(start.disabled).toBe(true);
  expect(within(dialog).getByText(/^Write a JSON object/)).toBeTruthy();
  fireEvent.change(input, { target: { value: '{ "warehouse": "HZ" }' } });
  stage.fake.answers.set("POST /v1/definitions/workflow/count/start", { started: 1, leftOut: 0 });
  fireEvent.click(start);
  expect(await screen.findByText("1 run started")).toBeTruthy();
  await waitFor(() =>
    expect(stage.fake.posted.at(-1)).toMatchObject({
      path: "/v1/definitions/workflow/count/start",
      body: { input: { warehouse: "HZ" } },
    }),
  );
});

test("what starts with orders is not started by hand", async () => {
  await open();
  expect(await menuOf("Review")).toEqual(["Duplicate…"]);
});
