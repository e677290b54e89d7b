import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { App } from "../../app/app.tsx";
import { startI18n } from "../../app/i18n/start-i18n.ts";
import { makeRouter } from "../../app/router.tsx";
import { saveSettings } from "../../shared/settings.ts";
import { setStage } from "../../testing/browser.ts";

const stage = setStage({ orders: 1 });
const path = "/v1/promises";
const douyin = { id: "douyin", channels: ["douyin"], within: "PT30M", from: "paid" };
const everybody = { id: "everybody", within: "P1D" };

beforeAll(async () => {
  saveSettings({ language: "en", theme: "light" });
  await startI18n(null);
});
beforeEach(() => {
  stage.fake.settings.set(path, { body: { promises: [douyin, everybody] }, mark: 1 });
});

configure({ asyncUtilTimeout: 10_000 });

function open(): void {
  window.history.replaceState(null, "", "/promises");
  render(<App router={makeRouter()} />);
}
const lines = async () => within(await screen.findByRole("list", { name: "Promises" })).getAllByRole("listitem");
const saved = () => stage.fake.settings.get(path);
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("a line is changed and moved, and the whole is saved over what was read", async () => {
  open();
  expect(await lines()).toHaveLength(2);
  const length = screen.getByRole("textbox", { name: "Leaves within, line 1" });
  fireEvent.change(length, { target: { value: "45" } });
  fireEvent.keyDown(length, { key: "Enter" });
  press("Move line 1 down");
  expect(await screen.findByText(/Line 1 takes all of these orders already/)).toBeTruthy();
  press("Save promises");
  await waitFor(() =>
    expect(saved()).toEqual({ mark: 2, body: { promises: [everybody, { ...douyin, within: "PT45M" }] } }),
  );
  await waitFor(() =>
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /Save promises$/ }).disabled).toBe(true),
  );
});

test("with the keyboard a line moves, and what was edited is let go of", async () => {
  open();
  const [, last] = await lines();
  if (last === undefined) throw new Error("there are two lines");
  fireEvent.keyDown(last, { key: "ArrowUp", altKey: true });
  expect(screen.getByText(/Line 1 takes all/)).toBeTruthy();
  press("Discard changes");
  await waitFor(() => expect(screen.queryByText(/Line 1 takes all/)).toBeNull());
  expect(saved()?.mark).toBe(1);
});

test("somebody else saved meanwhile: that is told, theirs stays, and it can be looked at", async () => {
  open();
  await lines();
  press("Remove line 1");
  stage.fake.settings.set(path, { body: { promises: [] }, mark: 7 });
  press("Save promises");
  expect((await screen.findByRole("alert")).textContent).toContain("Somebody else saved");
  expect(saved()).toEqual({ body: { promises: [] }, mark: 7 });
  press("Drop mine, show what is saved");
  expect(await screen.findByText("Nobody was promised anything yet")).toBeTruthy();
});

test("nothing promised yet: it says what a promise does, and the first is one step away", async () => {
  stage.fake.settings.set(path, { body: { promises: [] }, mark: 1 });
  open();
  expect(await screen.findByText("Nobody was promised anything yet")).toBeTruthy();
  press("Add a promise");
  expect(await lines()).toHaveLength(1);
});

test("who goes ahead needs a level before it can be saved", async () => {
  open();
  await lines();
  press("Add a level");
  const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save promises" });
  expect(save.disabled).toBe(true);
  const level = screen.getByRole("combobox", { name: "Level that goes ahead, 1" });
  fireEvent.change(level, { target: { value: "diamond" } });
  fireEvent.keyDown(level, { key: "Enter", keyCode: 13 });
  expect(save.disabled).toBe(false);
  press("Save promises");
  await waitFor(() => expect(saved()?.body).toMatchObject({ ahead: [{ level: "diamond", by: "PT30M" }] }));
});
