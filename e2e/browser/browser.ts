import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/chromium.ts";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("The browser tests need Chromium: install it, or set CHROMIUM_PATH.");
  return chromium.launch({ executablePath, args: quiet });
}

export interface Visit {
  readonly url: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly settings?: {
    readonly language?: "zh-CN" | "en";
    readonly theme?: "light" | "dark";
    readonly personId?: string;
  };
  readonly options?: BrowserContextOptions;
}

/** A browser of a person in Shanghai who reads Chinese, with what they chose on an earlier visit. */
export async function openContext(
  browser: Browser,
  { url, size = desk, settings, options }: Visit,
): Promise<BrowserContext> {
  const isPhone = size.width < 600;
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: size,
    reducedMotion: "reduce",
    ...(isPhone ? { hasTouch: true, isMobile: true } : {}),
    ...options,
    baseURL: url,
    ...(settings === undefined ? {} : { storageState: remembered(url, settings) }),
  });
  return context;
}

function remembered(url: string, settings: NonNullable<Visit["settings"]>) {
  return {
    cookies: [],
    origins: [{ origin: url, localStorage: [{ name: "orderloom.settings", value: JSON.stringify(settings) }] }],
  };
}

/** What a page must never do: write an error to the console, throw, or ask another host. */
export interface Misdeeds {
  readonly list: readonly string[];
}

/** Listens from now on, on every page of the context. `expected`: errors that the journey itself provokes. */
export function watchMisdeeds(context: BrowserContext, url: string, expected: readonly RegExp[] = []): Misdeeds {
  const list: string[] = [];
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) list.push(text);
  };
  const watch = (page: Page): void => {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        note(`console: ${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => {
      note(`page: ${error.message}`);
    });
  };
  context.on("page", watch);
  context.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !/^(data|blob):/.test(asked)) note(`asked another host: ${asked}`);
  });
  return { list };
}
