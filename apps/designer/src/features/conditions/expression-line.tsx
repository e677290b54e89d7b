import { useTranslation } from "react-i18next";
import { conditionText, type FactLeaf, type FeelLeaf } from "@orderloom/rule-dsl";
import { isMember, replaceAt } from "../../document/conditions/edit-condition.ts";
import { FeelField } from "../../shared/reading/feel-field.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";
import { LineFrame } from "./line-frame.tsx";

/** A line that only an expression can say, and a fact whose path cannot be read. */
export function ExpressionLine({ at, leaf }: { at: string; leaf: FactLeaf | FeelLeaf }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { root, readOnly, change } = useBuilder();
  const { catalogue, baseCurrency, timeZone } = useReading();
  const sentence = conditionText(leaf, { catalogue, baseCurrency, timeZone }, language);
  return (
    <LineFrame at={at} label={sentence} canMove={isMember(at)}>
      {"feel" in leaf ? (
        <div className="expression-line">
          <span className="expression-mark" title={t("conditions.expression")}>
            <Icon name="formula" size={14} />
          </span>
          <FeelField
            value={leaf.feel}
            label={t("conditions.expression")}
            disabled={readOnly}
            onChange={(feel) => change(replaceAt(root, at, { ...leaf, feel: feel === "" ? "true" : feel }))}
          />
        </div>
      ) : (
        <pre className="unread-leaf">{JSON.stringify(leaf)}</pre>
      )}
    </LineFrame>
  );
}
