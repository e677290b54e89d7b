import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { withoutLastStep } from "../../document/trial/trial.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { TrialChoices } from "./trial-choices-view.tsx";
import { TrialStepItem } from "./trial-step-item.tsx";
import type { TrialSession } from "./use-trial.ts";

const STEP_MS = 180;

interface TrialStepListProps {
  readonly definition: WorkflowDefinition;
  readonly session: TrialSession;
  readonly onSelect: (nodeId: string) => void;
}

/** The way in words, forward and back, and at its end what could be done next. */
export function TrialStepList({ definition, session, onSelect }: TrialStepListProps) {
  const { t } = useTranslation();
  const { steps, shown, run, trial } = session;
  const list = useRef<HTMLOListElement>(null);
  const show = (step: number) => {
    session.show(step);
    const nodeId = steps[step - 1]?.nodeId;
    if (nodeId !== undefined) onSelect(nodeId);
  };
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <section className="simulate-part simulate-steps" aria-label={t("simulate.steps")}>
      <header className="simulate-head">
        <h2>{t("simulate.stepOf", { shown, count: steps.length })}</h2>
        <StepButtons session={session} onShow={show} />
      </header>
      <ol ref={list}>
        {steps.map((step, index) => (
          <TrialStepItem
            key={`${step.instanceId}#${String(step.activation)}`}
            definition={definition}
            session={session}
            step={step}
            number={index + 1}
            onShow={show}
          />
        ))}
      </ol>
      {run.problems.length > 0 && <Unfitting session={session} />}
      {run.isCut && <p className="error-line">{t("simulate.cut")}</p>}
      {shown === steps.length && <TrialChoices definition={definition} session={session} />}
      {trial.steps.length > 0 && (
        <Button type="link" size="small" onClick={() => session.change(withoutLastStep(trial))}>
          {t("simulate.takeBack")}
        </Button>
      )}
    </section>
  );
}

/** Something done earlier no longer fits: the workflow was changed, or an answer before it. */
function Unfitting({ session }: { session: TrialSession }) {
  const { t, i18n } = useTranslation();
  const { run, trial } = session;
  const language = i18n.language.startsWith("zh") ? "zh-CN" : "en";
  const broken = new Set(run.problems.map(({ step }) => step));
  return (
    <div className="error-line" role="alert">
      <Icon name="alert" size={14} />
      <span>
        {run.problems.map(({ step, problem }) => (
          <span key={`${String(step)} ${problem.code}`}>{problem.message[language]} </span>
        ))}
        <Button
          type="link"
          size="small"
          onClick={() => session.change({ ...trial, steps: trial.steps.filter((_, index) => !broken.has(index)) })}
        >
          {t("simulate.dropSteps", { count: broken.size })}
        </Button>
      </span>
    </div>
  );
}

function StepButtons({ session, onShow }: { session: TrialSession; onShow: (step: number) => void }) {
  const { t } = useTranslation();
  const { shown, steps } = session;
  const [playing, setPlaying] = useState(false);
  const isLast = shown >= steps.length;
  if (playing && isLast) setPlaying(false);
  useEffect(() => {
    if (!playing || isLast) return;
    const timer = setTimeout(() => onShow(shown + 1), STEP_MS * 4);
    return () => clearTimeout(timer);
  });
  const play = () => {
    if (isLast) onShow(1);
    setPlaying(!playing);
  };
  return (
    <span className="simulate-buttons">
      <Button
        size="small"
        aria-label={t("simulate.back")}
        icon={<Icon name="chevron-left" size={14} />}
        disabled={shown <= 1}
        onClick={() => onShow(shown - 1)}
      />
      <Button
        size="small"
        aria-label={playing ? t("simulate.pause") : t("simulate.play")}
        icon={<Icon name={playing ? "pause" : "play"} size={14} />}
        disabled={steps.length < 2}
        onClick={play}
      />
      <Button size="small" disabled={isLast} onClick={() => onShow(shown + 1)}>
        {t("simulate.next")}
      </Button>
    </span>
  );
}
