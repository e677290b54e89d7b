import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Definition } from "../schema/definition.ts";
import type { TemplateDefinition } from "../schema/template.ts";
import type { CheckContext } from "./check-context.ts";

/** Whether each parameter of a template is written into a place that is there. */
export function checkTemplate(template: TemplateDefinition, { definition }: CheckContext): readonly Diagnostic[] {
  if (definition === undefined) return [];
  return (template.parameters ?? []).flatMap(({ id, into }, index) =>
    into.flatMap((place, at) => {
      const [name = "", pointer = ""] = place.split("#");
      const found = kinds.map((kind) => definition(kind, name)).find((one) => one !== undefined);
      const there = found !== undefined && holds(found, pointer);
      return there
        ? []
        : [
            diagnostic("error", "unknown-place", `/parameters/${String(index)}/into/${String(at)}`, {
              parameter: id,
              place,
            }),
          ];
    }),
  );
}

const kinds = ["workflow", "decision", "metric", "quota", "form"] as const;

function holds(definition: Definition, pointer: string): boolean {
  let value: unknown = definition;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Readonly<Record<string, unknown>>)[key]; // an object with that key, as just checked
  }
  return true;
}
