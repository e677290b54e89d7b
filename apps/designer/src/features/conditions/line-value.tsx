import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Condition, FactLeaf, FeelLeaf, FieldType } from "@orderloom/rule-dsl";
import { typeOf, withValue } from "../../document/conditions/edit-line.ts";
import type { Line, LineValue } from "../../document/conditions/line.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { FieldPicker } from "../../shared/reading/field-picker.tsx";
import type { FieldOption } from "../../shared/reading/field-options.ts";
import { LiteralInput } from "../../shared/reading/literal-input.tsx";
import { MomentInput } from "../../shared/reading/moment-input.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";

interface LineValueProps {
  readonly leaf: FactLeaf | FeelLeaf;
  readonly line: Line;
  readonly onChange: (next: Condition) => void;
}

/** The right side of a line: a value of the field's type, a span of time, or another field. */
export function LineValueInput({ leaf, line, onChange }: LineValueProps) {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  const { catalogue } = useReading();
  const { value, operator } = line;
  const put = (next: LineValue): void => onChange(withValue(leaf, next, catalogue));
  switch (value.kind) {
    case "none":
      return null;
    case "span":
      return (
        <span className="line-span">
          <MomentInput
            label={t("conditions.spanFrom")}
            value={value.from}
            disabled={readOnly}
            onChange={(from) => put({ ...value, from })}
          />
          <MomentInput
            label={t("conditions.spanUntil")}
            value={value.until}
            disabled={readOnly}
            onChange={(until) => put({ ...value, until })}
          />
        </span>
      );
    case "field":
      return (
        <span className="line-value">
          <FieldPicker
            label={t("conditions.otherField")}
            value={value.path}
            disabled={readOnly}
            onChange={({ path }) => put({ kind: "field", path })}
          />
          {!readOnly && (
            <SwitchButton title={t("conditions.toLiteral")} onClick={() => put({ kind: "none" })} icon="pencil" />
          )}
        </span>
      );
    case "literal": {
      const field = catalogue.fieldAt(line.subject.path);
      const type = literalType(line, typeOf(line.subject, catalogue), field?.of);
      const isMoment = operator === "before" || operator === "from";
      return (
        <span className={isMoment ? "line-value line-value-wide" : "line-value"}>
          <LiteralInput
            type={isMoment ? "date-time" : type}
            field={line.subject.kind === "measure" && line.subject.of === "count" ? undefined : field}
            many={operator === "in" || operator === "notIn"}
            value={value.json}
            label={t("conditions.value")}
            disabled={readOnly}
            onChange={(json) => put({ kind: "literal", json })}
          />
          {!readOnly && !isMoment && (
            <SwitchButton
              title={t("conditions.toField")}
              icon="link"
              onClick={() => put({ kind: "field", path: likelyField(line.subject.path, catalogue.fields) })}
            />
          )}
        </span>
      );
    }
  }
}

/** What a value is typed as: the elements of a list where the operator asks for one of them. */
function literalType({ operator }: Line, type: FieldType, of: FieldType | undefined): FieldType {
  const asksForElement = operator === "contains" || operator === "doesNotContain";
  if (type === "list") return asksForElement ? (of ?? "any") : "any";
  return type;
}

/** A field of the same type to begin with. */
function likelyField(path: string, fields: readonly FieldOption["field"][]): string {
  const type = fields.find((field) => field.path === path)?.type;
  return fields.find((field) => field.type === type && field.path !== path && !field.path.includes("*"))?.path ?? path;
}

function SwitchButton({ title, icon, onClick }: { title: string; icon: "link" | "pencil"; onClick: () => void }) {
  return (
    <Button
      className="line-switch"
      type="text"
      size="small"
      title={title}
      aria-label={title}
      icon={<Icon name={icon} size={12} />}
      onClick={onClick}
    />
  );
}
