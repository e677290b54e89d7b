import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { Remedy } from "@orderloom/api-contract";
import { beforeAll, expect, test } from "vitest";
import { startI18n } from "../../app/i18n/start-i18n.ts";
import { saveSettings } from "../../shared/settings.ts";
import { setStage } from "../../testing/browser.ts";
import { RemedyDialog } from "./remedy-dialog.tsx";

setStage({ orders: 1 });

beforeAll(async () => {
  saveSettings({ language: "zh-CN", theme: "light" });
  await startI18n(null);
});

function show(remedy: Remedy): object[] {
  const said: object[] = [];
  const nothing = () => undefined;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RemedyDialog
        remedy={remedy}
        title="OL-1"
        sentence="没有办成"
        run={(what) => Promise.resolve(said.push(what))}
        onDone={nothing}
        onClose={nothing}
      />
    </QueryClientProvider>,
  );
  return said;
}

const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

test("what is sent instead must be a map, and going past a call that commits takes a reason", async () => {
  const said = show({ id: "mend", name: { "zh-CN": "改了再试", en: "Mend" }, input: true, reasonRequired: true });
  const doIt = button("改了再试");
  write("改成送什么（JSON）", "[1]");
  write("理由", "地址改了");
  expect(doIt.disabled).toBe(true);
  expect(screen.getByText("不是要的那种 JSON。")).toBeTruthy();
  write("改成送什么（JSON）", '{"order":"OL-2"}');
  write("理由", "");
  expect(doIt.disabled).toBe(true);
  write("理由", "地址改了");
  fireEvent.click(doIt);
  await waitFor(() => expect(said).toEqual([{ reason: "地址改了", input: { order: "OL-2" } }]));
});

test("what a call is taken to have given may be left out", async () => {
  const said = show({ id: "done", name: { "zh-CN": "当作已办", en: "Done" }, output: true });
  fireEvent.click(button("当作已办"));
  await waitFor(() => expect(said).toEqual([{}]));
});
