import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { fieldsOf, itemsOf } from "../json.ts";

/** `Finance review` as `finance-review`; empty where a name has no Latin letters to make an id of. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .replace(/-+$/, "")
    .slice(0, 60);
}

export const isSlug = (text: string): boolean => /^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/.test(text) && text.length <= 80;

/** A field of an object set, or taken away; the order of the others stays. */
export function withField(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _gone, ...rest } = object;
  return rest;
}

/** A case, an outcome, a branch or a remedy under another id, with the port of that name and everything that names it. */
export function renameChoice(node: JsonObject, list: string, index: number, to: string): JsonObject {
  const choices = itemsOf(node[list]);
  const from = fieldsOf(choices[index])["id"];
  if (typeof from !== "string") return node;
  const renamed = choices.map((choice, place) => (place === index ? { ...fieldsOf(choice), id: to } : choice));
  const ports = Object.entries(fieldsOf(node["ports"])).map(([port, target]): [string, JsonValue] => [
    port === from ? to : port,
    target,
  ]);
  const approvals = fieldsOf(node["approvals"]);
  const alone = itemsOf(approvals["alone"]).map((outcome) => (outcome === from ? to : outcome));
  return {
    ...node,
    [list]: renamed,
    ...("ports" in node && { ports: Object.fromEntries(ports) }),
    ...("alone" in approvals && { approvals: { ...approvals, alone } }),
  };
}

/** A choice taken away, with its port. */
export function removeChoice(node: JsonObject, list: string, index: number): JsonObject {
  const choices = itemsOf(node[list]);
  const id = fieldsOf(choices[index])["id"];
  const ports = Object.entries(fieldsOf(node["ports"])).filter(([port]) => port !== id);
  return {
    ...node,
    [list]: choices.filter((_, place) => place !== index),
    ...("ports" in node && { ports: Object.fromEntries(ports) }),
  };
}

/** An id like `case-2` that no choice has yet. */
export function freeChoiceId(choices: readonly JsonValue[], stem: string): string {
  const taken = new Set(choices.map((choice) => fieldsOf(choice)["id"]));
  for (let count = choices.length + 1; ; count += 1) {
    const id = `${stem}-${String(count)}`;
    if (!taken.has(id)) return id;
  }
}

export function moved<T>(items: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const next = index + by;
  const [here, there] = [items[index], items[next]];
  if (here === undefined || there === undefined) return items;
  return items.map((item, place) => (place === index ? there : place === next ? here : item));
}
