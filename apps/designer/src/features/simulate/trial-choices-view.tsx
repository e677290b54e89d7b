import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { fieldsOf } from "../../document/json.ts";
import { eventOf, handledEvents, type TrialChoice, trialChoices } from "../../document/trial/trial-choices.ts";
import { withStep } from "../../document/trial/trial.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import type { TrialSession } from "./use-trial.ts";

interface Props {
  readonly definition: WorkflowDefinition;
  readonly session: TrialSession;
}

/** What would move it on: a person's decision, a remedy, an event, a metric that crosses its line. */
export function TrialChoices({ definition, session }: Props) {
  const { t } = useTranslation();
  const choices = trialChoices(session.run);
  const awaited = new Set(choices.flatMap((choice) => (choice.kind === "event" ? [choice.event] : [])));
  const handled = handledEvents(definition).filter(
    (event) => !awaited.has(event) && eventOf(event, session.run) !== undefined,
  );
  if (session.run.state.phase === "ended") return <p className="simulate-end">{t("simulate.ended")}</p>;
  if (choices.length + handled.length === 0) return null;
  return (
    <div className="simulate-choices">
      <h3>{t("simulate.whatNext")}</h3>
      {choices.map((choice, index) => (
        <Choice key={index} definition={definition} session={session} choice={choice} />
      ))}
      {handled.length > 0 && <OtherEvents events={handled} session={session} />}
    </div>
  );
}

function Choice({ definition, session, choice }: Props & { readonly choice: TrialChoice }) {
  switch (choice.kind) {
    case "decide":
      return <Decide definition={definition} session={session} choice={choice} />;
    case "remedy":
      return <Remedy definition={definition} session={session} choice={choice} />;
    case "event":
      return <Happens session={session} event={choice.event} />;
    case "metric":
      return <Crosses session={session} choice={choice} />;
  }
}

type ChoiceOf<K extends TrialChoice["kind"]> = Extract<TrialChoice, { kind: K }>;

function useNodeName({ definition, session }: Props): (id: string) => string {
  const format = useFormat();
  return (id) => {
    const all = [definition, ...[...session.sources.workflows.values()].map((source) => source.definition)];
    const name = all.map(({ nodes }) => nodes[id]?.name).find((found) => found !== undefined);
    return name === undefined ? id : format.text(name);
  };
}

function Decide({ definition, session, choice }: Props & { readonly choice: ChoiceOf<"decide"> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const app = useAppInfo();
  const nameOf = useNodeName({ definition, session });
  const people = (app?.people ?? []).filter(({ groups }) => groups.includes(choice.group));
  const free = people.find(({ id }) => !choice.deciders.includes(id));
  const [by, setBy] = useState<string | undefined>();
  const decider = by !== undefined && !choice.deciders.includes(by) ? by : free?.id;
  const nodes = [definition, ...[...session.sources.workflows.values()].map((source) => source.definition)];
  const node = nodes.map((one) => one.nodes[choice.nodeId]).find((one) => one?.type === "task");
  const outcomes = node?.type === "task" ? node.outcomes : [];
  const decide = (outcome: string) =>
    session.change(
      withStep(session.trial, {
        decide: { node: choice.nodeId, outcome, ...(decider === undefined ? {} : { by: decider }) },
      }),
    );
  return (
    <div className="simulate-choice">
      <p>
        {nameOf(choice.nodeId)}
        {choice.missing > 1 && <span className="quiet"> {t("simulate.missing", { count: choice.missing })}</span>}
      </p>
      {people.length > 0 && (
        <Select
          size="small"
          aria-label={t("simulate.decider")}
          className="simulate-decider"
          value={decider ?? null}
          options={people.map(({ id, name }) => ({ value: id, label: name, disabled: choice.deciders.includes(id) }))}
          onChange={(id: string | null) => setBy(id ?? undefined)}
        />
      )}
      <span className="simulate-answers">
        {choice.outcomes.map((outcome) => {
          const name = outcomes.find(({ id }) => id === outcome)?.name;
          return (
            <Button key={outcome} size="small" onClick={() => decide(outcome)}>
              {name === undefined ? outcome : format.text(name)}
            </Button>
          );
        })}
      </span>
    </div>
  );
}

function Remedy({ definition, session, choice }: Props & { readonly choice: ChoiceOf<"remedy"> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNodeName({ definition, session });
  const node = definition.nodes[choice.nodeId];
  const named = node?.type === "raise" ? (node.remedies ?? []) : [];
  return (
    <div className="simulate-choice">
      <p>{t("simulate.stopped", { node: nameOf(choice.nodeId) })}</p>
      <span className="simulate-answers">
        {choice.remedies.map((take) => {
          const name = named.find(({ id }) => id === take)?.name;
          return (
            <Button
              key={take}
              size="small"
              onClick={() => session.change(withStep(session.trial, { remedy: { node: choice.nodeId, take } }))}
            >
              {name !== undefined ? format.text(name) : take === "retry" ? t("simulate.retry") : take}
            </Button>
          );
        })}
      </span>
    </div>
  );
}

function letHappen(session: TrialSession, type: string): void {
  const event = eventOf(type, session.run);
  if (event !== undefined) session.change(withStep(session.trial, { event }));
}

function Happens({ session, event }: { readonly session: TrialSession; readonly event: string }) {
  const { t } = useTranslation();
  return (
    <div className="simulate-choice">
      <p>
        {t("simulate.waitsFor")} <span className="mono">{event}</span>
      </p>
      <Button size="small" onClick={() => letHappen(session, event)}>
        {t("simulate.letHappen")}
      </Button>
    </div>
  );
}

function Crosses({ session, choice }: { readonly session: TrialSession; readonly choice: ChoiceOf<"metric"> }) {
  const { t } = useTranslation();
  const cross = () => {
    const seen = fieldsOf(session.trial.metrics[choice.metric]);
    const metrics: JsonObject = { [choice.metric]: { ...seen, key: choice.key, state: choice.state } };
    session.change(withStep(session.trial, { metrics }));
  };
  return (
    <div className="simulate-choice">
      <p>
        {t("simulate.waitsForMetric")} <span className="mono">{choice.metric}</span>
      </p>
      <Button size="small" onClick={cross}>
        {t(`simulate.crosses.${choice.state}`)}
      </Button>
    </div>
  );
}

function OtherEvents({ events, session }: { readonly events: readonly string[]; readonly session: TrialSession }) {
  const { t } = useTranslation();
  return (
    <div className="simulate-choice">
      <p className="quiet">{t("simulate.anyTime")}</p>
      <span className="simulate-answers">
        {events.map((event) => (
          <Button key={event} size="small" onClick={() => letHappen(session, event)}>
            <span className="mono">{event}</span>
          </Button>
        ))}
      </span>
    </div>
  );
}
