import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CasesDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { CaseFailure, CaseResult } from "@orderloom/workflow";
import type { Coverage } from "../../document/trial/coverage.ts";
import { withoutCase } from "../../document/trial/trial-case.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";

interface CasesPanelProps {
  readonly definition: WorkflowDefinition;
  readonly cases: CasesDocument | undefined;
  readonly results: readonly CaseResult[];
  readonly coverage: Coverage | undefined;
  /** Whether the drawing shows what the cases come by. */
  readonly showsCoverage: boolean;
  readonly onShowCoverage: (on: boolean) => void;
  readonly onTry: (caseId: string) => void;
  readonly onSave: (cases: CasesDocument | undefined) => Promise<void>;
}

/** Every case, whether it still goes the way it was kept, and what none of them comes by. */
export function CasesPanel(props: CasesPanelProps) {
  const { definition, cases, results, coverage, showsCoverage, onShowCoverage, onTry, onSave } = props;
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Error | undefined>();
  if (cases === undefined)
    return (
      <Notice kind="empty" title={t("simulate.noCases")}>
        {t("simulate.noCasesHint")}
      </Notice>
    );
  const passed = results.filter((result) => result.passed).length;
  const drop = (id: string) => {
    setFailure(undefined);
    onSave(withoutCase(cases, id)).catch((error: unknown) =>
      setFailure(error instanceof Error ? error : new Error(String(error))),
    );
  };
  return (
    <section className="simulate-part cases" aria-label={t("simulate.cases")}>
      <p className={passed < results.length ? "cases-sum cases-sum-failed" : "cases-sum"} aria-live="polite">
        {t("simulate.casesPassed", { passed, count: results.length })}
      </p>
      {coverage !== undefined && <Covered definition={definition} coverage={coverage} />}
      <Checkbox checked={showsCoverage} onChange={(event) => onShowCoverage(event.target.checked)}>
        {t("simulate.showCoverage")}
      </Checkbox>
      {failure !== undefined && <ErrorLine error={failure} />}
      <ul className="cases-list">
        {cases.cases.map((one) => (
          <CaseLine
            key={one.id}
            one={one}
            result={results.find(({ id }) => id === one.id)}
            onTry={() => onTry(one.id)}
            onDrop={() => drop(one.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Covered({ definition, coverage }: { readonly definition: WorkflowDefinition; readonly coverage: Coverage }) {
  const { t } = useTranslation();
  const nodes = Object.keys(definition.nodes);
  const ports = nodes.flatMap((id) => {
    const node = definition.nodes[id];
    return node !== undefined && "ports" in node ? Object.keys(node.ports ?? {}).map((port) => `${id}/${port}`) : [];
  });
  const words = {
    nodes: nodes.filter((id) => coverage.nodes.has(id)).length,
    ofNodes: nodes.length,
    ports: ports.filter((key) => coverage.ports.has(key)).length,
    ofPorts: ports.length,
  };
  return <p className="quiet">{t("simulate.covered", words)}</p>;
}

interface CaseLineProps {
  readonly one: CasesDocument["cases"][number];
  readonly result: CaseResult | undefined;
  readonly onTry: () => void;
  readonly onDrop: () => void;
}

function CaseLine({ one, result, onTry, onDrop }: CaseLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.text(one.name);
  const state = result === undefined ? "waiting" : result.passed ? "passed" : "failed";
  return (
    <li className={`case case-${state}`}>
      <Icon name={state === "passed" ? "check" : state === "failed" ? "cross" : "clock"} size={14} />
      <div>
        <button type="button" className="link-button" onClick={onTry}>
          {name}
        </button>
        <span className="visually-hidden">{t(`simulate.case.${state}`)}</span>
        {result?.failures.map((failed) => (
          <p key={`${failed.part} ${JSON.stringify(failed.expected)}`} className="case-failure">
            <Failed failed={failed} />
          </p>
        ))}
      </div>
      <Button
        type="text"
        size="small"
        aria-label={t("simulate.dropCase", { name })}
        icon={<Icon name="cross" size={14} />}
        onClick={onDrop}
      />
    </li>
  );
}

function Failed({ failed }: { readonly failed: CaseFailure }) {
  const { t } = useTranslation();
  const words = (value: CaseFailure["expected"]): string =>
    typeof value === "string" ? value : Array.isArray(value) ? value.join(" → ") : JSON.stringify(value);
  return (
    <>
      {t("versions.caseDiffers", {
        part: t(`versions.casePart.${failed.part}`),
        expected: words(failed.expected),
        actual: words(failed.actual),
      })}
    </>
  );
}
