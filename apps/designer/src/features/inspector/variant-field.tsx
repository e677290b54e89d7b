import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "@orderloom/rule-dsl";
import { emptyOf, type FormSchema } from "../../document/inspector/form-schema.ts";
import { fieldsOf } from "../../document/json.ts";
import type { FieldControlProps } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";
import { useFieldWords } from "./use-field-words.ts";

/** One of several shapes: what a wait ends by, whether a hold begins or ends. */
export function VariantField({ schema, value, place, label, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { readOnly, form: Form } = useInspected();
  const words = useFieldWords();
  const variants = schema.anyOf ?? [];
  const current = variants.findIndex((variant) => fits(variant, value));
  const chosen = variants[current];
  const nameAt = (name: string): string => words.label(name, `${place}/${name}`);
  const nameOf = (variant: FormSchema): string =>
    variant.const === false ? t("inspector.ended") : nameAt(variant.required?.[0] ?? "");
  return (
    <>
      <Select
        aria-label={label}
        disabled={readOnly}
        value={current < 0 ? null : current}
        options={variants.map((variant, index) => ({ value: index, label: nameOf(variant) }))}
        onChange={(index: number) => {
          const variant = variants[index] ?? {};
          onChange(variant.const === false ? false : (emptyOf(variant) as JsonValue)); // built from the schema's literals
        }}
      />
      {chosen?.properties !== undefined && (
        <div className="form-group">
          <Form schema={chosen} value={fieldsOf(value)} place={place} onChange={onChange} />
        </div>
      )}
    </>
  );
}

function fits(variant: FormSchema, value: JsonValue | undefined): boolean {
  if (variant.const !== undefined) return value === variant.const;
  const object = fieldsOf(value);
  return (variant.required ?? []).every((name) => name in object);
}
