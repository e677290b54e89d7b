import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Diagnostic, FactLeaf } from "@orderloom/rule-dsl";
import { viewOf } from "../../document/conditions/condition-view.ts";
import { replaceAt } from "../../document/conditions/edit-condition.ts";
import { partAt } from "../../document/conditions/part-at.ts";
import { withSubject } from "../../document/conditions/edit-line.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";

const ofLeaf = /^\/(fact|path|operator|value|feel|condition)(\/|$)/;

/** What `check` says of a line, at the line, with the fix where it knows one. */
export function LineProblems({ at }: { at: string }) {
  const language = useLanguage();
  const { problems } = useBuilder();
  const here = problems.filter(
    ({ path }) => path === at || (path.startsWith(at) && ofLeaf.test(path.slice(at.length))),
  );
  return here.map((problem) => (
    <p key={`${problem.path} ${problem.code}`} className={`line-problem line-problem-${problem.severity}`}>
      <Icon name="alert" size={12} />
      <span>{problem.message[language]}</span>
      <Fix at={at} problem={problem} />
    </p>
  ));
}

function Fix({ at, problem }: { at: string; problem: Diagnostic }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { root, readOnly, change } = useBuilder();
  const { catalogue } = useReading();
  const { suggestion } = problem.data;
  const view = viewOf(partAt(root, at), at);
  if (readOnly || typeof suggestion !== "string" || view.kind !== "fact") return null;
  const leaf: FactLeaf = view.leaf;
  const fixed = withSubject(leaf, { kind: "field", path: suggestion }, catalogue);
  return (
    <Button type="link" size="small" onClick={() => change(replaceAt(root, at, fixed))}>
      {t("conditions.use", { name: catalogue.labelOf(suggestion, language) })}
    </Button>
  );
}
