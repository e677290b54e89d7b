import { AutoComplete, Input } from "antd";
import type { JsonValue } from "@orderloom/rule-dsl";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { useInspected } from "./inspector-context.ts";

interface TextFieldProps {
  readonly name: string;
  readonly kind: "text" | "variable";
  readonly value: JsonValue | undefined;
  readonly label: string;
  readonly onChange: (next: JsonValue | undefined) => void;
}

/** What is usually written; anything else may be. */
const usual: Readonly<Record<string, readonly string[]>> = {
  event: ["order.cancelled", "order.line-cancelled", "order.address-changed", "order.paid", "order.released"],
  outcome: ["released", "cancelled", "done", "failed"],
  unit: ["piece", "day", "hour", "minute", "percent", "kg"],
};

/** A short text, an id or the name of a variable. */
export function TextField({ name, kind, value, label, onChange }: TextFieldProps) {
  const { readOnly } = useInspected();
  const prefix = kind === "variable" ? "vars." : "";
  const shown = typeof value === "string" ? value.slice(value.startsWith(prefix) ? prefix.length : 0) : "";
  const draft = useDraft(shown, (text) => onChange(`${prefix}${text.trim()}`));
  const offered = usual[name];
  if (offered === undefined) {
    return (
      <Input
        aria-label={label}
        className="mono-input"
        disabled={readOnly}
        {...(prefix !== "" && { prefix: <span className="input-prefix">{prefix}</span> })}
        value={draft.value}
        onChange={draft.onChange}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
    );
  }
  return (
    <AutoComplete
      className="mono-input"
      aria-label={label}
      disabled={readOnly}
      value={draft.value}
      options={offered.map((one) => ({ value: one }))}
      onChange={(text: string) => draft.onChange({ target: { value: text } })}
      onBlur={draft.onBlur}
      onInputKeyDown={draft.onKeyDown}
      onSelect={(text: string) => onChange(`${prefix}${text}`)}
    />
  );
}
