import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Condition, conditionText, type FactLeaf, type FeelLeaf, type FieldType } from "@orderloom/rule-dsl";
import { isMember, replaceAt } from "../../document/conditions/edit-condition.ts";
import {
  operatorsFor,
  toggleDecoration,
  typeOf,
  withOperator,
  withQuantifier,
  withSubject,
} from "../../document/conditions/edit-line.ts";
import type { Decoration, Line, LineOperator, Quantifier } from "../../document/conditions/line.ts";
import { keyOf } from "../../shared/reading/field-options.ts";
import { FieldPicker } from "../../shared/reading/field-picker.tsx";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";
import { LineFrame } from "./line-frame.tsx";
import { LineValueInput } from "./line-value.tsx";

interface FieldLineProps {
  readonly at: string;
  readonly leaf: FactLeaf | FeelLeaf;
  readonly line: Line;
}

/** Field, operator, value. */
export function FieldLine({ at, leaf, line }: FieldLineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { root, readOnly, change } = useBuilder();
  const { catalogue, baseCurrency, timeZone } = useReading();
  const put = (next: Condition): void => change(replaceAt(root, at, next));
  const { subject, quantifier } = line;
  const sentence = conditionText(leaf, { catalogue, baseCurrency, timeZone }, language);
  const key = keyOf(subject.path, subject.kind === "measure" ? subject.of : undefined);
  return (
    <LineFrame at={at} label={sentence} canMove={isMember(at)}>
      <div className={quantifier === undefined ? "line-parts" : "line-parts line-parts-quantified"}>
        {quantifier !== undefined && (
          <Select<Quantifier>
            className="line-quantifier"
            aria-label={t("conditions.quantifier")}
            disabled={readOnly}
            value={quantifier}
            popupMatchSelectWidth={false}
            options={(["some", "every"] as const).map((value) => ({
              value,
              label: t(`conditions.quantifiers.${value}`),
            }))}
            onChange={(value) => put(withQuantifier(leaf, value, catalogue))}
          />
        )}
        <FieldPicker
          label={t("conditions.field")}
          measures
          value={key}
          disabled={readOnly}
          onChange={({ path, measure }) =>
            put(
              withSubject(
                leaf,
                measure === undefined ? { kind: "field", path } : { kind: "measure", of: measure, path },
                catalogue,
              ),
            )
          }
        />
        <OperatorPicker line={line} leaf={leaf} onPick={(operator) => put(withOperator(leaf, operator, catalogue))} />
        <LineValueInput leaf={leaf} line={line} onChange={put} />
      </div>
      {"fact" in leaf && <Decorations leaf={leaf} line={line} onChange={put} />}
    </LineFrame>
  );
}

const signs: Readonly<Partial<Record<LineOperator, string>>> = {
  equal: "=",
  notEqual: "≠",
  greaterThan: ">",
  greaterThanInclusive: "≥",
  lessThan: "<",
  lessThanInclusive: "≤",
};
const ofAmounts: ReadonlySet<FieldType> = new Set(["number", "money"]);

interface OperatorPickerProps {
  readonly line: Line;
  readonly leaf: FactLeaf | FeelLeaf;
  readonly onPick: (operator: LineOperator) => void;
}

function OperatorPicker({ line, leaf, onPick }: OperatorPickerProps) {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  const { catalogue } = useReading();
  const withSigns = line.subject.kind === "measure" || ofAmounts.has(typeOf(line.subject, catalogue));
  const offered = operatorsFor(line.subject, catalogue);
  const short = (operator: LineOperator): string =>
    (withSigns || !/^(equal|notEqual)$/.test(operator) ? signs[operator] : undefined) ??
    t(`conditions.operator.${operator}`);
  const known = line.operator;
  // An operator that is not offered for this type is still shown: it is what is written.
  const all = known === undefined || offered.includes(known) ? offered : [known, ...offered];
  return (
    <Select<string>
      className="line-operator"
      aria-label={t("conditions.operatorLabel")}
      disabled={readOnly}
      value={known ?? ("operator" in leaf ? leaf.operator : "")}
      {...(known === undefined && { status: "error" as const })}
      popupMatchSelectWidth={false}
      suffix={null}
      options={all.map((operator) => ({ value: operator, label: short(operator) }))}
      optionRender={({ value }) => {
        const operator = all.find((one) => one === value);
        if (operator === undefined) return null;
        const words = t(`conditions.operator.${operator}`);
        const sign = short(operator);
        return sign === words ? words : `${sign}  ${words}`;
      }}
      onChange={(value) => {
        const operator = all.find((one) => one === value);
        if (operator !== undefined) onPick(operator);
      }}
    />
  );
}

/** Decorators other than the quantifier, in words; each can be taken away. */
function Decorations({ leaf, line, onChange }: { leaf: FactLeaf; line: Line; onChange: (next: Condition) => void }) {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  if (line.decorations.length === 0) return null;
  return (
    <div className="line-decorations">
      {line.decorations.map((decoration: Decoration, index) => (
        <button
          key={`${decoration} ${String(index)}`}
          type="button"
          disabled={readOnly}
          title={t("conditions.removeDecoration")}
          onClick={() => onChange(toggleDecoration(leaf, decoration))}
        >
          {t(`conditions.decoration.${decoration}`)}
        </button>
      ))}
    </div>
  );
}
