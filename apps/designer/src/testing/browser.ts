import { cleanup } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type FakeOptions, type FakeRuntime, startFakeRuntime } from "./fake-runtime.ts";

/*
 * What a browser has and jsdom has not: sizes, media queries, and addresses relative to the page.
 * Calls go over loopback to a runtime of straw.
 */

const WIDTH = 1440;
const HEIGHT = 500;

class NeverResized implements ResizeObserver {
  observe(): void {
    // jsdom lays nothing out, so nothing is ever resized.
  }
  unobserve(): void {
    // See observe.
  }
  disconnect(): void {
    // See observe.
  }
}

function noMedia(media: string): MediaQueryList {
  const target = new EventTarget();
  return Object.assign(target, {
    matches: false,
    media,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
}

export interface Stage {
  fake: FakeRuntime;
}

/** Sets a page up for the tests of a file; `stage.fake` is there once the first test runs. */
export function setStage(options: FakeOptions): Stage {
  const stage: { fake?: FakeRuntime } = {};
  const outside = globalThis.fetch;
  beforeAll(async () => {
    const fake = await startFakeRuntime(options);
    stage.fake = fake;
    globalThis.fetch = (input, init) =>
      outside(typeof input === "string" ? new URL(input, fake.url) : input, withoutSignal(init));
    globalThis.ResizeObserver = NeverResized;
    window.matchMedia = noMedia;
    Element.prototype.scrollTo = () => undefined;
    window.scrollTo = () => undefined;
    for (const [name, size] of [
      ["offsetWidth", WIDTH],
      ["offsetHeight", HEIGHT],
      ["clientWidth", WIDTH],
      ["clientHeight", HEIGHT],
    ] as const)
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  });
  afterEach(cleanup);
  afterAll(async () => {
    await stage.fake?.close();
    globalThis.fetch = outside;
  });
  return {
    get fake() {
      if (stage.fake === undefined) throw new Error("The runtime of straw is started before the first test");
      return stage.fake;
    },
  };
}

/** jsdom's abort signals are not those that Node's fetch takes. */
function withoutSignal(init: RequestInit | undefined): RequestInit {
  const { signal: _signal, ...rest } = init ?? {};
  return rest;
}
