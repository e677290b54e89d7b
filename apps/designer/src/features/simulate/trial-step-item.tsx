import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StubbedAnswer, WorkflowDefinition } from "@orderloom/rule-dsl";
import { answerChoices, withAnswer, withUsualAnswer } from "../../document/trial/trial-choices.ts";
import type { TrialCall, TrialEntry, TrialStep } from "../../document/trial/trial-steps.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { nodeLook } from "../../shared/node-look.ts";
import { Bead } from "../../shared/thread/bead.tsx";
import { VerticalThread } from "../../shared/thread/vertical-thread.tsx";
import type { TrialSession } from "./use-trial.ts";

interface TrialStepItemProps {
  readonly definition: WorkflowDefinition;
  readonly session: TrialSession;
  readonly step: TrialStep;
  /** From 1. */
  readonly number: number;
  readonly onShow: (step: number) => void;
}

/** One visit of a node: when, what happened there, and for the step shown why, and what the systems outside answered. */
export function TrialStepItem({ definition, session, step, number, onShow }: TrialStepItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, sources, shown, steps } = session;
  const isCurrent = number === shown;
  const child = step.instanceId !== run.state.instanceId;
  const workflow = child ? sources.workflows.get(run.states[step.instanceId]?.workflow ?? "")?.definition : definition;
  const node = workflow?.nodes[step.nodeId];
  const told = step.entries.findLast(({ sentence }) => sentence !== undefined);
  const name = node?.name === undefined ? step.nodeId : format.text(node.name);
  const look = nodeLook[node?.type ?? "start"];
  const className = ["trial-step", number > shown && "trial-step-later", child && "trial-step-child"]
    .filter((part) => part !== false)
    .join(" ");
  return (
    <li className={className} {...(isCurrent ? { "aria-current": "step" as const } : {})}>
      <button type="button" className="trial-step-head" onClick={() => onShow(number)}>
        <span className="trial-step-bead">
          <Bead category={look.category} icon={look.icon} />
        </span>
        <span className="trial-step-text">
          <span className="trial-step-name">{name}</span>
          {told?.sentence !== undefined && <span className="trial-step-sentence">{format.text(told.sentence)}</span>}
          {step.withdrawn && <span className="trial-step-sentence">{t("simulate.withdrawn")}</span>}
        </span>
        <time dateTime={new Date(step.at).toISOString()}>{format.clock(step.at)}</time>
      </button>
      {number < steps.length && (
        <span className="trial-step-thread">
          <VerticalThread kind={number >= shown ? "ahead" : waitedForPeople(step) ? "slack" : "taut"} />
        </span>
      )}
      {isCurrent && (
        <div className="trial-step-more">
          <Reasons entries={step.entries} />
          {step.calls.map((call) => (
            <CallView key={`${call.effectKey} ${String(call.attempt)}`} session={session} call={call} />
          ))}
        </div>
      )}
    </li>
  );
}

const waitedForPeople = ({ entries }: TrialStep): boolean => entries.some(({ type }) => type === "task.opened");

function Reasons({ entries }: { entries: readonly TrialEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const entry = entries.findLast(({ why, whyNot }) => why.length + whyNot.length > 0);
  if (entry === undefined) return null;
  const lines = open ? [...entry.why, ...entry.whyNot] : entry.why;
  return (
    <>
      <ul className="trial-reasons">
        {lines.map((line, index) => (
          <li key={index} className={line.held ? "trial-reason-held" : "trial-reason-failed"}>
            <Icon name={line.held ? "check" : "cross"} size={14} />
            <span className="visually-hidden">{line.held ? t("timeline.held") : t("timeline.failed")}</span>
            <span>
              {format.text(line.text)}
              {line.distance !== undefined && <span className="quiet"> · {format.text(line.distance)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {entry.whyNot.length > 0 && (
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("timeline.whyNot")}
        </button>
      )}
    </>
  );
}

/** A call to a system outside: nothing is really sent; what it would be answered can be chosen. */
function CallView({ session, call }: { session: TrialSession; call: TrialCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { trial, steps, sources } = session;
  const manifest = sources.connectors.get(call.connector)?.actions[call.action];
  const choices = answerChoices(manifest, session.recorded(call));
  const chosen = choices.find(({ answer }) =>
    sameAnswer(answer, trial.answers[`${call.connector}.${call.action}`]?.[call.number - 1]),
  );
  const choose = (id: string) => {
    const answer = choices.find((choice) => choice.id === id)?.answer;
    session.change(answer === undefined ? withUsualAnswer(trial, call) : withAnswer(trial, steps, call, answer));
  };
  return (
    <div className="trial-call">
      <dl>
        <dt>{t("simulate.action")}</dt>
        <dd className="mono">{`${call.connector}.${call.action}`}</dd>
        <dt>{t("simulate.effectKey")}</dt>
        <dd className="mono">{call.effectKey}</dd>
        <dt>{t("simulate.answer")}</dt>
        <dd>
          <Select
            size="small"
            className="trial-answer"
            aria-label={t("simulate.answer")}
            value={chosen?.id ?? "usual"}
            options={choices.map(({ id, kind, name }) => ({
              value: id,
              label: name === undefined ? t(`simulate.answers.${kind}`) : format.text(name),
            }))}
            onChange={choose}
          />
        </dd>
      </dl>
      <details>
        <summary>{t("simulate.input")}</summary>
        <pre className="mono">{JSON.stringify(call.input, null, 2)}</pre>
      </details>
      {call.answer !== undefined && (
        <details>
          <summary>{t("simulate.output")}</summary>
          <pre className="mono">{JSON.stringify(call.answer, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}

const sameAnswer = (one: StubbedAnswer | undefined, other: StubbedAnswer | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
