import type { BothLanguages } from "../../codes/codes.ts";
import type { Edit, Fix } from "../../diagnostic.ts";
import type { JsonValue } from "../../schema/common.ts";

/** The title of a fix in both languages, `{0}` and so on filled in. */
export function fix(zh: string, en: string, parts: readonly (string | number)[], edits: readonly Edit[]): Fix {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(parts[Number(index)] ?? ""));
  return { title: { "zh-CN": fill(zh), en: fill(en) } satisfies BothLanguages, edits };
}

export const removed = (path: string): Edit => ({ op: "remove", path });
export const replaced = (path: string, value: JsonValue): Edit => ({ op: "replace", path, value });
export const added = (path: string, value: JsonValue): Edit => ({ op: "add", path, value });

/** What stands at a JSON Pointer. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((here, step) => {
      const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
      if (typeof here !== "object" || here === null) return undefined;
      return Object.getOwnPropertyDescriptor(here, key)?.value;
    }, document);
}
