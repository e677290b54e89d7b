import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CasesDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { TrialSources } from "../../api/trial-sources.ts";
import type { Trial } from "../../document/trial/trial.ts";
import { type TrialOverlay, trialOverlay } from "../../document/trial/trial-overlay.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { SampleOrder } from "./sample-order.tsx";
import { TrialClock } from "./trial-clock.tsx";
import { TrialStepList } from "./trial-step-list.tsx";
import { TrialVariables } from "./trial-variables.tsx";
import { type TrialSession, useTrialSession, useTrialSources } from "./use-trial.ts";
import "./simulate.css";

interface SimulatePanelProps {
  readonly definition: WorkflowDefinition;
  readonly start: Trial;
  readonly cases: CasesDocument | undefined;
  readonly onOverlay: (overlay: TrialOverlay | undefined) => void;
  /** Where the thread is, for the timeline below the drawing. */
  readonly onSession: (session: TrialSession | undefined) => void;
  readonly onSelect: (nodeId: string) => void;
  readonly onSaveCases: (cases: CasesDocument) => Promise<void>;
}

/** Tries the workflow on one order: nothing outside is called and nothing is kept. */
export function SimulatePanel(props: SimulatePanelProps) {
  const { t } = useTranslation();
  const sources = useTrialSources(props.definition);
  return (
    <section className="simulate" aria-label={t("simulate.title")}>
      {sources.data !== undefined && <Loaded {...props} sources={sources.data} />}
      {sources.isPending && <Waiting rows={6} words={t("simulate.loading")} />}
      {sources.data === undefined && sources.error !== null && (
        <Failure error={sources.error} onRetry={() => void sources.refetch()} />
      )}
    </section>
  );
}

function Loaded({ sources, ...props }: SimulatePanelProps & { readonly sources: TrialSources }) {
  const { definition, start, cases, onOverlay, onSession, onSelect, onSaveCases } = props;
  const session = useTrialSession({ definition, sources, start });
  const { run, steps, shown } = session;
  const overlay = useMemo(
    () => trialOverlay({ definition, steps, shown, instanceId: run.state.instanceId }),
    [definition, run, shown, steps],
  );
  useEffect(() => onOverlay(overlay), [onOverlay, overlay]);
  useEffect(() => () => onOverlay(undefined), [onOverlay]);
  useEffect(() => onSession(session), [onSession, session]);
  useEffect(() => () => onSession(undefined), [onSession]);
  return (
    <>
      <SampleOrder definition={definition} session={session} cases={cases} onSaveCases={onSaveCases} />
      <TrialClock session={session} />
      <TrialStepList definition={definition} session={session} onSelect={onSelect} />
      <TrialVariables session={session} />
    </>
  );
}
