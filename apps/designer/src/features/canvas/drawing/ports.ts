import { type PortSources, portsOf, type WorkflowNode } from "@orderloom/rule-dsl";
import { card, hasPortRow, isBeam } from "../../../document/card-size.ts";
import { portsIn } from "../../../document/edited-document.ts";
import { pickText } from "../../../shared/format/text.ts";

/** A way out as it is drawn. */
export interface DrawnPort {
  readonly id: string;
  /** As people read it; empty where a card has one way on and says nothing of it. */
  readonly name: string;
  /** Where it is, from the card's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly side: "bottom" | "right";
  /** Errors and time-outs: a diamond. */
  readonly isError: boolean;
  readonly need: "must" | "should" | "may";
  readonly to: string | undefined;
}

export interface PortWords {
  readonly language: string;
  /** What a port that is fixed by its node's type is called. */
  readonly fixed: (port: string) => string;
}

interface NamedPort {
  readonly id: string;
  readonly name: string;
  readonly need: DrawnPort["need"];
  readonly isError: boolean;
  readonly to: string | undefined;
}

const isErrorPort = (id: string): boolean => id === "error" || id === "timeout";

/** Ports by the language, then those that are drawn though the language has none of that name: somebody must see them. */
function namedPorts(node: WorkflowNode, sources: PortSources, words: PortWords): readonly NamedPort[] {
  const drawn = portsIn(node);
  const known = portsOf(node, sources).map(({ id, name, need }): NamedPort => {
    const given =
      name === undefined || Object.keys(name).length === 0
        ? fixedName(node, id, words)
        : pickText(name, words.language);
    return { id, name: given, need, isError: isErrorPort(id), to: drawn[id] };
  });
  const strange = Object.entries(drawn).filter(([id]) => !known.some((port) => port.id === id));
  return [
    ...known,
    ...strange.map(([id, to]): NamedPort => ({ id, name: id, need: "may", isError: isErrorPort(id), to })),
  ];
}

function fixedName(node: WorkflowNode, port: string, words: PortWords): string {
  if (node.type === "switch" && port === "otherwise" && node.otherwise !== undefined)
    return pickText(node.otherwise, words.language);
  return words.fixed(port);
}

const WIDE = /[\u2e80-\u9fff\uff00-\uffef]/;
/** About how wide a text of 12 px is; close enough to keep names apart. */
const textWidth = (text: string): number =>
  Array.from(text).reduce((width, letter) => width + (WIDE.test(letter) ? 12 : 6.2), 0);

const LONGEST_NAME = 108;
const NAME_AT = 9;
const BETWEEN = 11;

/** Where the last name of a row ends, with some air. */
function endOf(row: readonly DrawnPort[]): number {
  const last = row.at(-1);
  return last === undefined ? 0 : last.x + NAME_AT + Math.min(LONGEST_NAME, textWidth(last.name)) + 7;
}

export interface DrawnPorts {
  readonly ports: readonly DrawnPort[];
  readonly hasRow: boolean;
  readonly width: number;
}

/** Where the ways out of a card stand: the first straight below the way in, the others to its right. */
export function drawnPorts(node: WorkflowNode, height: number, sources: PortSources, words: PortWords): DrawnPorts {
  const named = namedPorts(node, sources, words);
  const isTask = node.type === "task";
  const bottom = named.filter(({ isError }) => !isError || isTask);
  const right = isTask ? [] : named.filter(({ isError }) => isError);
  const shown = node.type === "subworkflow" ? bottom.filter(({ id, to }) => id === "done" || to !== undefined) : bottom;
  const hasRow = !isBeam(node) && (hasPortRow(node) || shown.length > 1);
  const rowHeight = hasRow && !hasPortRow(node) ? height + card.portRow + 4 : height;
  let x: number = card.gutter;
  const row = shown.map((port): DrawnPort => {
    const at = x;
    const wanted = Math.min(LONGEST_NAME, textWidth(port.name)) + NAME_AT + BETWEEN;
    x += shown.length === 2 ? Math.max(88, wanted) : Math.max(56, wanted);
    return { ...port, name: hasRow ? port.name : "", x: at, y: rowHeight, side: "bottom" };
  });
  const width = Math.max(card.width, Math.ceil((hasRow ? endOf(row) : 0) / 4) * 4);
  const edge = right.map((port, index): DrawnPort => ({
    ...port,
    x: width,
    y: right.length === 1 ? 26 : 16 + index * 20,
    side: "right",
  }));
  return { ports: [...row, ...edge], hasRow, width };
}
