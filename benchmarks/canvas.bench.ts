import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayoutDocument, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";
import { launchBrowser, openContext } from "../e2e/browser/browser.ts";
import { Api } from "../e2e/harness/api.ts";
import { startRuntime } from "../e2e/harness/runtime.ts";
import { type Figure, printJson } from "./figure.ts";

/*
 * A workflow of 500 nodes on the canvas, in Chromium without a graphics card: how long until it is drawn, and the time
 * from frame to frame while one card, then forty, are dragged. Beside it the frames of the same page while nothing
 * moves, and the opening of a blank canvas.
 */

const NODES = 500;
const COLUMNS = 10;
const MOVES = 120;
/** Runs in the page. */
const sampling = `{
  const times = [];
  let running = true;
  let before = performance.now();
  const next = (now) => { times.push(now - before); before = now; if (running) requestAnimationFrame(next); };
  requestAnimationFrame((now) => { before = now; requestAnimationFrame(next); });
  window.stopSampling = () => { running = false; return times; };
}`;

const asJson = process.argv.includes("--json");
const folder = mkdtempSync(join(tmpdir(), "orderloom-bench-"));
const runtime = await startRuntime({ data: join(folder, "data"), demo: "off" });
const browser = await launchBrowser();

try {
  const api = new Api(runtime.url);
  await put(api, large());
  await put(api, blank());
  const context = await openContext(browser, { url: runtime.url });
  const page = await context.newPage();
  // Once for the caches of the browser.
  await open("blank");
  const openBlank = await open("blank");
  const openLarge = await open("large");
  const resting = await frames(async () => {
    for (let move = 0; move < MOVES; move += 1) await page.waitForTimeout(8);
  });
  const one = await frames(() => drag("[data-box=node-21]"));
  await page.locator("[data-box=node-31]").click();
  await page.keyboard.press("Control+a");
  const all = await frames(() => drag("[data-box=node-31]"));
  report([
    figure("open", openLarge, "blank canvas", openBlank),
    figure("drag-frame-p50", at(one, 0.5), "at rest", at(resting, 0.5)),
    figure("drag-frame-p95", at(one, 0.95), "at rest", at(resting, 0.95)),
    figure("drag-all-frame-p50", at(all, 0.5), "at rest", at(resting, 0.5)),
    figure("drag-all-frame-p95", at(all, 0.95), "at rest", at(resting, 0.95)),
  ]);

  async function open(id: string): Promise<number> {
    await page.goto("/workflows");
    await page.locator("h1").waitFor();
    const started = performance.now();
    await page.goto(`/workflows/${id}`);
    await page.locator("[data-box]").first().waitFor();
    const took = performance.now() - started;
    await page.waitForTimeout(1500);
    return took;
  }

  async function drag(selector: string): Promise<void> {
    const box = await page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not on the screen`);
    const from = { x: box.x + box.width - 20, y: box.y + 12 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let move = 1; move <= MOVES; move += 1)
      await page.mouse.move(from.x + Math.sin(move / 10) * 120, from.y + move / 2);
    await page.mouse.up();
  }

  /** Times between the frames that the page drew meanwhile, in ms. */
  async function frames(work: () => Promise<void>): Promise<readonly number[]> {
    await page.evaluate(sampling);
    await work();
    return page.evaluate<number[]>("window.stopSampling()");
  }
} finally {
  await browser.close();
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Drawn {
  readonly definition: WorkflowDefinition;
  readonly layout: LayoutDocument;
}

function blank(): Drawn {
  return drawn("blank", { start: { type: "start", ports: {} } }, { start: { x: 240, y: 40 } });
}

/** Ten columns of conditions, each leading down and over to its neighbour, so that lines cross everywhere. */
function large(): Drawn {
  const nodes: Record<string, WorkflowNode> = {};
  const places: LayoutDocument["nodes"] = {};
  const idOf = (index: number): string => (index === 0 ? "start" : `node-${String(index)}`);
  for (let index = 0; index < NODES; index += 1) {
    const id = idOf(index);
    const below = index + COLUMNS < NODES ? idOf(index + COLUMNS) : undefined;
    const beside = (index + 1) % COLUMNS !== 0 && below !== undefined ? idOf(index + COLUMNS + 1) : below;
    places[id] = { x: 40 + (index % COLUMNS) * 240, y: 40 + Math.floor(index / COLUMNS) * 136 };
    nodes[id] = nodeOf(index, below, beside);
  }
  return drawn("large", nodes, places);
}

function nodeOf(index: number, below: string | undefined, beside: string | undefined): WorkflowNode {
  const name = { en: `Step ${String(index)}` };
  if (index === 0) return { type: "start", name, ports: { next: "node-10" } };
  if (below === undefined || beside === undefined) return { type: "end", name, outcome: "done" };
  if (index % 3 === 0) return { type: "wait", name, for: "PT1H", ports: { done: below } };
  const when = { all: [{ fact: "order", path: "$.total", operator: "greaterThan", value: index }] };
  return {
    type: "switch",
    name,
    cases: [{ id: "more", name: { en: "More" }, when }],
    ports: { more: below, otherwise: beside },
  };
}

function drawn(id: string, nodes: Record<string, WorkflowNode>, places: LayoutDocument["nodes"]): Drawn {
  const definition: WorkflowDefinition = {
    kind: "workflow",
    schemaVersion: 1,
    id,
    name: { en: id },
    role: "main",
    nodes,
  };
  return { definition, layout: { kind: "layout", of: id, nodes: places } };
}

async function put(api: Api, { definition, layout }: Drawn): Promise<void> {
  await api.must("PUT", `/v1/definitions/workflow/${definition.id}/draft`, definition);
  await api.must("PUT", `/v1/definitions/workflow/${definition.id}/layout`, layout);
}

function figure(id: string, value: number, name: string, baseline: number): Figure {
  const ratio = Number((value / baseline).toFixed(2));
  return {
    id,
    value: Number(value.toFixed(1)),
    unit: "ms",
    baselines: [{ name, value: Number(baseline.toFixed(1)), ratio }],
  };
}

function report(figures: readonly Figure[]): void {
  for (const { id, value, unit, baselines } of figures)
    process.stdout.write(
      `${id.padEnd(20)} ${String(value).padStart(7)} ${unit}   ${baselines.map(({ name, value: base, ratio }) => `${name} ${String(base)}, ratio ${String(ratio)}`).join()}\n`,
    );
  if (!asJson) return;
  printJson("canvas", figures);
}
