import type { BothLanguages } from "../codes/codes.ts";
import { counted, incidentSentence, text, type Telling } from "./event-parts.ts";
import { joined, type Names, phrase, says } from "./event-words.ts";

/** Which item of a loop: `Reserve each line: line 2 of 3`. */
function itemTitle(data: { nodeId: string; item: number; of: number }, names: Names): BothLanguages {
  return phrase(says("{0}：{1}", "{0}: {1}"), names.node(data.nodeId), itemWords(data));
}

export const itemWords = ({ item, of }: { readonly item: number; readonly of: number }): BothLanguages =>
  phrase(says("第{0}项，共{1}项", "item {0} of {1}"), item, of);

type LoopEvents = Extract<keyof Telling, `foreach.${string}`>;

/** What is said of loops and their items. */
export const loopTelling: Pick<Telling, LoopEvents> = {
  "foreach.opened": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      data.items === 0
        ? says("没有要处理的项", "There is nothing to go through")
        : data.atOnce === 1
          ? phrase(says("逐项处理，共{0}项", "One after the other: {0}"), counted(data.items, "item", "items"))
          : phrase(
              says("逐项处理，共{0}项，同时最多{1}项", "{0}, at most {1} at once"),
              counted(data.items, "item", "items"),
              data.atOnce,
            ),
    ),
  "foreach.item-started": ({ data }, names) => text(itemTitle(data, names), says("开始", "Begins")),
  "foreach.item-ended": ({ data }, names) => text(itemTitle(data, names), says("办完了", "Done")),
  "foreach.item-failed": ({ data }, names) =>
    text(
      itemTitle(data, names),
      joined(
        says("没有办成", "It failed"),
        incidentSentence(
          {
            incident: data.incident,
            ...(data.code !== undefined && { code: data.code }),
            ...(data.data && { data: data.data }),
          },
          names,
        ),
        data.undone === 0
          ? undefined
          : phrase(says("撤回{0}件已办的事", "{0} taken back"), counted(data.undone, "thing", "things")),
      ),
    ),
  "foreach.ended": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      data.failed > 0
        ? phrase(
            says("{0}项都过了，{1}项没有办成", "{0} gone through, {1} failed"),
            counted(data.items, "item", "items"),
            data.failed,
          )
        : data.withdrawn.length > 0
          ? says("够数了，其余收回", "Enough have come; the others are withdrawn")
          : phrase(says("{0}项都办完了", "{0} done"), counted(data.items, "item", "items")),
    ),
};
