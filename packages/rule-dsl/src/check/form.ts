import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { FormDefinition } from "../schema/form.ts";
import { repeatedIds } from "./ids.ts";

type FormField = FormDefinition["fields"][number];

/** Whether a form can be filled in: ids of their own, something to choose from, limits that leave room. */
export function checkForm(form: FormDefinition): readonly Diagnostic[] {
  return [
    ...repeatedIds(form.fields, "/fields"),
    ...form.fields.flatMap((field, index) => checkField(field, `/fields/${index}`)),
  ];
}

function checkField(field: FormField, place: string): readonly Diagnostic[] {
  const { choices = [], minimum, maximum } = field;
  const nothingToChoose =
    field.type === "choice" && choices.length === 0
      ? [diagnostic("error", "missing-field", `${place}/choices`, { field: "choices" })]
      : [];
  const relation = { "zh-CN": "不小于", en: "at least" };
  const noRoom =
    minimum !== undefined && maximum !== undefined && maximum < minimum
      ? [
          diagnostic("error", "out-of-range", `${place}/maximum`, {
            field: "maximum",
            relation,
            limit: minimum,
            given: maximum,
          }),
        ]
      : [];
  return [...nothingToChoose, ...noRoom, ...repeatedIds(choices, `${place}/choices`), ...checkDefault(field, place)];
}

function checkDefault({ type, choices = [], default: value }: FormField, place: string): readonly Diagnostic[] {
  if (type !== "choice" || value === undefined || choices.some(({ id }) => id === value)) return [];
  const allowed = choices.map(({ id }) => id);
  return [diagnostic("error", "not-in-list", `${place}/default`, { field: "default", allowed, given: value })];
}
