import type { JsonValue, OrderEventInput } from "@orderloom/rule-dsl";
import { type DayItem, type DayOptions, generateDay } from "../day/generate-day.ts";
import { httpPost, textField } from "./post.ts";

export interface SeedOptions {
  /** Base URL of the platform. */
  readonly url: string;
  readonly day: DayOptions;
  /** Whether what becomes of the orders later is sent as well. */
  readonly events?: boolean;
  readonly onProgress?: (counts: SeedCounts) => void;
}

export interface SeedCounts {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly events: number;
  /** The first few lines that were refused, as the platform said it. */
  readonly refusals: readonly string[];
}

const CHUNK = 1000;
const MOST_REFUSALS = 5;
const none: SeedCounts = { sent: 0, accepted: 0, duplicates: 0, refused: 0, events: 0, refusals: [] };

/** Sends a generated day over `POST /v1/orders` as NDJSON, a thousand orders a request, then their later events. */
export async function seedDay({ url, day, events = false, onProgress }: SeedOptions): Promise<SeedCounts> {
  let counts = none;
  for (const items of chunks(generateDay(day), CHUNK)) {
    const results = await sendLines(url, items);
    counts = counted(counts, items.length, results);
    onProgress?.(counts);
    if (events) counts = { ...counts, events: counts.events + (await sendEvents(url, items, results)) };
  }
  return counts;
}

function* chunks(items: Iterable<DayItem>, size: number): Generator<readonly DayItem[]> {
  let chunk: DayItem[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** One line of the streamed answer. */
interface LineResult {
  readonly orderId: string | undefined;
  readonly isDuplicate: boolean;
  readonly text: string;
}

async function sendLines(url: string, items: readonly DayItem[]): Promise<readonly LineResult[]> {
  const response = await fetch(new URL("/v1/orders", url), {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: items.map(({ order }) => `${JSON.stringify(order)}\n`).join(""),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 200)}`);
  const lines = text.split("\n").filter((line) => line !== "");
  const last = lines.pop();
  if (last === undefined || !last.includes('"complete"')) throw new Error("the answer broke off: send it again");
  return lines.map(lineResult);
}

function lineResult(text: string): LineResult {
  // What JSON.parse returns is JSON by definition.
  const body = JSON.parse(text) as JsonValue;
  const isDuplicate = typeof body === "object" && body !== null && "duplicate" in body && body["duplicate"] === true;
  return { orderId: textField(body, "orderId"), isDuplicate, text };
}

function counted(before: SeedCounts, sent: number, results: readonly LineResult[]): SeedCounts {
  const refused = results.filter(({ orderId }) => orderId === undefined);
  const duplicates = results.filter(({ orderId, isDuplicate }) => orderId !== undefined && isDuplicate).length;
  return {
    sent: before.sent + sent,
    accepted: before.accepted + results.length - refused.length - duplicates,
    duplicates: before.duplicates + duplicates,
    refused: before.refused + refused.length,
    events: before.events,
    refusals: [...before.refusals, ...refused.map(({ text }) => text)].slice(0, MOST_REFUSALS),
  };
}

async function sendEvents(url: string, items: readonly DayItem[], results: readonly LineResult[]): Promise<number> {
  const post = httpPost(url);
  const due = items.flatMap(({ events = [] }, index): readonly (readonly [string, OrderEventInput])[] => {
    const orderId = results[index]?.orderId;
    return orderId === undefined ? [] : events.map((event) => [orderId, event]);
  });
  for (const [orderId, event] of due) await post(`/v1/orders/${encodeURIComponent(orderId)}/events`, event);
  return due.length;
}
