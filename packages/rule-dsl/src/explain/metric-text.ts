import type { BothLanguages } from "../codes/codes.ts";
import type { JsonValue } from "../schema/common.ts";
import type { EventOf } from "../schema/event.ts";
import { joined, listed, type Names, phrase, says } from "./event-words.ts";
import { outsideEventText } from "./order-event-text.ts";

/** What a wait is for. */
export function waitForText(data: EventOf<"wait.started">["data"], names: Names): BothLanguages | undefined {
  if (data.until !== undefined) return phrase(says("等到{0}", "Waiting until {0}"), names.instant(data.until));
  if (data.event !== undefined) return phrase(says("等「{0}」", "Waiting for “{0}”"), outsideEventText(data.event));
  if (data.metric === undefined) return undefined;
  const words =
    data.state === "held"
      ? says("等「{0}」过挂起线", "Waiting for “{0}” to cross its hold line")
      : says("等「{0}」回落到放行线以下", "Waiting for “{0}” to fall below its release line");
  return phrase(words, names.metric(data.metric));
}

/** Why a wait is over: one for a metric was ended by nobody, and says so. */
export function waitOverText({ nodeId, by }: EventOf<"wait.ended">["data"], names: Names): BothLanguages {
  if (by === "timeout") return says("等过了时限", "Waited past the limit");
  const node = names.nodeOf(nodeId);
  const until = node?.type === "wait" ? node.until : undefined;
  if (until === undefined || !("metric" in until)) return says("等到了", "It came");
  const words =
    until.state === "held"
      ? says("「{0}」过了挂起线，自动往下走", "“{0}” crossed its hold line; it goes on by itself")
      : says("「{0}」回落到放行线以下，自动放行", "“{0}” fell below its release line; released by itself");
  return phrase(words, names.metric(until.metric));
}

/** `tmall` of a metric by channel, `tmall, CN-33` of one by two things; nothing where it is not split. */
function keyText(key: JsonValue, names: Names): BothLanguages {
  const parts = Array.isArray(key) ? (key as readonly JsonValue[]) : key === null ? [] : [key];
  return listed(parts.map((part) => names.channel(typeof part === "string" ? part : JSON.stringify(part))));
}

type LineData = EventOf<"metric.line-changed">["data"];

export function lineTitle({ state, metric }: LineData, names: Names): BothLanguages {
  const words =
    state === "held"
      ? says("「{0}」过了挂起线", "“{0}” crossed its hold line")
      : says("「{0}」回落到放行线以下", "“{0}” fell below its release line");
  return phrase(words, names.metric(metric));
}

/** Whose it is, and what it came to. */
export function lineSentence({ key, value, growth }: LineData, names: Names): BothLanguages | undefined {
  return joined(
    keyText(key, names),
    phrase(says("现在{0}", "now {0}"), value),
    typeof growth === "number" ? phrase(says("增幅{0} %", "growth {0} %"), Math.round(growth * 10) / 10) : undefined,
  );
}
