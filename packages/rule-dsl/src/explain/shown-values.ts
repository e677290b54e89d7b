import type { BothLanguages } from "../codes/codes.ts";
import { type Catalogue, catalogueFor } from "../facts/catalogue.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import { formatValue } from "./format-value.ts";
import { catalogueOf } from "./variable-names.ts";

/** A value that a task shows beside its order, by the name of the field it was read from. */
export interface ShownValue {
  readonly name: BothLanguages;
  readonly text: BothLanguages;
}

export interface ShownContext {
  readonly workflow: WorkflowDefinition;
  readonly nodeId: string;
  readonly baseCurrency?: string;
  readonly timeZone?: string;
}

/** What a task shows, worded. Personal values and what came to nothing are left out (H10). */
export function shownValues(show: JsonObject, context: ShownContext): readonly ShownValue[] {
  const node = context.workflow.nodes[context.nodeId];
  const sources: Readonly<Record<string, JsonValue>> = node?.type === "task" ? (node.show ?? {}) : {};
  const catalogue = catalogueOf(context.workflow) ?? catalogueFor();
  return Object.entries(show).flatMap(([key, value]) => {
    const path = pathIn(sources[key]);
    if (value === null || (path !== undefined && catalogue.isPersonal(path))) return [];
    return [{ name: nameOf(catalogue, path, key), text: wordsOf(catalogue, path, value, context) }];
  });
}

/** The fact path that an expression is, where it is nothing more than one. */
function pathIn(source: JsonValue | undefined): string | undefined {
  return typeof source === "string" ? /^=\s*([a-zA-Z][\w.[\]]*)\s*$/.exec(source)?.[1] : undefined;
}

function nameOf(catalogue: Catalogue, path: string | undefined, key: string): BothLanguages {
  const field = path === undefined ? undefined : catalogue.fieldAt(path);
  return field?.name ?? { "zh-CN": key, en: key };
}

function wordsOf(
  catalogue: Catalogue,
  path: string | undefined,
  value: JsonValue,
  { baseCurrency = "CNY", timeZone = "Asia/Shanghai" }: ShownContext,
): BothLanguages {
  const field = path === undefined ? undefined : catalogue.fieldAt(path);
  const inLanguage = (lang: "zh-CN" | "en"): string => formatValue(value, field, { lang, baseCurrency, timeZone });
  return { "zh-CN": inLanguage("zh-CN"), en: inLanguage("en") };
}
