import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/*
 * What every page is held to: nothing serious by axe, targets for a finger, words that are translated.
 */

export async function seriousFindings(page: Page, name: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id}: ${html.slice(0, 200)}`));
}

const FINGER = 44;

/** Buttons, links and fields whose touchable box is less than 44 px high or wide; a link stretched over its row counts as the row. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const boxOf = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      const cover = getComputedStyle(element, "::after");
      if (cover.position !== "absolute" || cover.content === "none") return own;
      return new DOMRect(
        0,
        0,
        Math.max(own.width, parseFloat(cover.width)),
        Math.max(own.height, parseFloat(cover.height)),
      );
    };
    const targets = document.querySelectorAll("button, a[href], input, textarea, select, [role=combobox]");
    return [...targets].flatMap((element) => {
      const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const { width, height } = boxOf(element);
      // What is hidden from everybody but the input method is no target.
      const outOfSight = element.closest('.visually-hidden, .skip-link, [aria-hidden="true"][tabindex="-1"]') !== null;
      const fits = width >= least - 0.5 && height >= least - 0.5;
      // A field inside a bigger frame is touched through the frame.
      const frame = element.closest(".ant-input-affix-wrapper, .ant-select, label")?.getBoundingClientRect();
      const framed = frame !== undefined && frame.height >= least - 0.5;
      if (!seen || outOfSight || fits || framed) return [];
      return [`${element.outerHTML.slice(0, 120)} is ${String(Math.round(width))} × ${String(Math.round(height))}`];
    });
  }, FINGER);
}

/** Visible letters outside the pseudo brackets that the product, not the shop's data, would have had to translate. */
export function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Names, ids, amounts, times and what definitions are called come from the data and are the same in every language.
    const data =
      ".id, .mono, .order-link, .cell-amount, .card-amount, .cell-end, .cell-way, .cell-next, .card-thread, .card-next, .card-customer, .entry-title, .entry-sentence, .entry-time, .reason, .stage-head, .data-table td, .task, .order-facts dd, .way .visually-hidden, .amendments, .incident-band, .remedy, .amendment, kbd, .settings-version, .setting .ant-segmented, .ant-select, .chip, .group-card-top, .group-card-detail, .inbox-group-chip, .inbox-me, .task-customer, .evidence-facts dd, .evidence-shown, .evidence-conditions, .way-after li, .past-line b, .past-line .quiet, .decide-keys, .decided-table td, .workflow-name, .workflow-when, .card, .beam, .note, .share, .problem b, .problem-words, .workflow-bar h1, .inspector-panel, .inspector-keys, .problem-fix, .beside, .view-lines, .definition-name, .route-name .link-button, .route-sentence, .calendar-head h2, .calendar-head code, .seen, .reads-as p, .change-title .link-button, .publish-set b, .version-note, .gate li, .quota-head h2, .metric-head h2, textarea";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      const element = node.parentElement;
      if (element === null || !/\p{L}{2}/u.test(text) || element.closest(`script, style, ${data}`) !== null) continue;
      const line = element.closest("p, button, a, span, h1, h2, dt, dd, li, label, div")?.textContent ?? text;
      if (!/\[.*\]/su.test(line)) found.add(`${element.className}: ${text}`);
    }
    return [...found];
  });
}
