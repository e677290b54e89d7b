import { allCodes, type BothLanguages, type Code, textOf } from "../codes/codes.ts";
import type { EventEnvelope, EventOf, EventType } from "../schema/event.ts";
import { type Names, says } from "./event-words.ts";

/** One line of a timeline: what happened, and the sentence under it. */
export interface EventText {
  readonly title: BothLanguages;
  readonly sentence?: BothLanguages;
}

export type Told<K extends EventType> = (event: EventEnvelope & EventOf<K>, names: Names) => EventText;
export type Telling = { readonly [K in EventType]: Told<K> };

export const text = (title: BothLanguages, sentence?: BothLanguages): EventText =>
  sentence === undefined ? { title } : { title, sentence };
/** `2` and `2 lines`: Chinese has the word in its sentence. */
export const counted = (count: number, one: string, many: string): BothLanguages =>
  says(String(count), `${String(count)} ${count === 1 ? one : many}`);

const codes: ReadonlySet<string> = new Set(allCodes);
const isCode = (code: string): code is Code => codes.has(code);

export function incidentSentence(data: EventOf<"incident.raised">["data"], names: Names): BothLanguages | undefined {
  const node = data.nodeId === undefined ? undefined : names.nodeOf(data.nodeId);
  if (node?.type === "raise" && node.message !== undefined)
    return says(
      node.message["zh-CN"] ?? node.message["en"] ?? data.incident,
      node.message["en"] ?? node.message["zh-CN"] ?? data.incident,
    );
  return data.code !== undefined && isCode(data.code) ? textOf(data.code, data.data ?? {}) : undefined;
}
