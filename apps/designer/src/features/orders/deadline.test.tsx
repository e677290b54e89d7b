import { render, screen } from "@testing-library/react";
import type { OrderStatus } from "@orderloom/api-contract";
import { beforeAll, describe, expect, test } from "vitest";
import { startI18n } from "../../app/i18n/start-i18n.ts";
import { TimeZone } from "../../shared/format/use-format.ts";
import { saveSettings } from "../../shared/settings.ts";
import { setStage } from "../../testing/browser.ts";
import { DeadlineChip, DeadlineMark } from "./deadline.tsx";

setStage({ orders: 1 });

beforeAll(async () => {
  saveSettings({ language: "en", theme: "light" });
  await startI18n(null);
});

const MINUTE = 60_000;
/** So that the time between drawing and looking does not count. */
const HALF = MINUTE / 2;

const toneIn = (text: RegExp) => screen.getByText(text).closest(".chip")?.className;

describe("the promise in an order's head", () => {
  test.each<[string, OrderStatus, number, RegExp, string]>([
    ["there is time", "running", 90 * MINUTE + HALF, /^Promised by .*\d\d:\d\d · 1 h 30 min left$/, "waiting"],
    ["it is due soon", "held", 12 * MINUTE + HALF, / · 12 min left$/, "held"],
    ["it is late and still under way", "incident", -8 * MINUTE - HALF, / · 8 min late$/, "incident"],
    ["it is over", "done", -8 * MINUTE, /^Promised by .*\d\d:\d\d$/, "done"],
  ])("%s", (_, status, leftMs, words, tone) => {
    render(
      <TimeZone value="Asia/Shanghai">
        <DeadlineChip row={{ status, deadline: Date.now() + leftMs }} isShort={false} />
      </TimeZone>,
    );
    expect(toneIn(words)).toBe(`chip tone-${tone}`);
  });
});

test("a list tells it of orders under way only, and of none that was promised nothing", () => {
  const now = Date.now();
  render(<DeadlineMark row={{ status: "waiting", deadline: now - 3 * MINUTE }} now={now} />);
  render(<DeadlineMark row={{ status: "cancelled", deadline: now + 7 * MINUTE }} now={now} />);
  render(<DeadlineMark row={{ status: "running" }} now={now} />);
  expect(document.querySelectorAll(".chip")).toHaveLength(1);
  expect(toneIn(/^3 min late$/)).toBe("chip tone-incident");
});
