import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { StubbedAnswer, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { SimulationResolver, SimulationRun } from "@orderloom/workflow";
import { useAppInfo } from "../../api/app-info.ts";
import { referencesOf, type TrialSources, trialSourcesQuery } from "../../api/trial-sources.ts";
import { runTrial, type Trial } from "../../document/trial/trial.ts";
import { type TrialCall, trialSteps, type TrialStep, type TrialWords } from "../../document/trial/trial-steps.ts";
import { useFormat } from "../../shared/format/use-format.ts";

/** One trial of the edited workflow: what is given, what came of it, and how much of it is shown. */
export interface TrialSession {
  readonly trial: Trial;
  readonly run: SimulationRun;
  readonly steps: readonly TrialStep[];
  /** Steps shown, from 1; never more than there are. */
  readonly shown: number;
  readonly sources: TrialSources;
  readonly resolver: SimulationResolver;
  /** What the systems outside really answered when the order that is tried was run. */
  recorded(call: Pick<TrialCall, "connector" | "action">): readonly StubbedAnswer[];
  show(step: number): void;
  /** Runs anew with this and shows all that came of it. */
  change(trial: Trial): void;
}

/** Definitions, connectors and names that a trial of `definition` needs; undefined until they are there. */
export function useTrialSources(definition: WorkflowDefinition) {
  const references = useMemo(() => referencesOf(definition), [definition]);
  return useQuery(trialSourcesQuery(references));
}

export function resolverOf(sources: TrialSources): SimulationResolver {
  return {
    version: 0,
    decision: (id) => sources.decisions.get(id),
    workflow: (id) => sources.workflows.get(id),
    quota: (id) => sources.quotas.get(id),
    metrics: () => [...sources.metrics.values()],
    calendar: (id) => sources.calendars.get(id),
    action: ({ connector, name }) => sources.connectors.get(connector)?.actions[name],
  };
}

function useWords(definition: WorkflowDefinition, sources: TrialSources, run: SimulationRun): TrialWords {
  const app = useAppInfo();
  const { timeZone } = useFormat();
  return useMemo(() => {
    const groups = new Map(app?.groups.map(({ id, name }) => [id, name]));
    const channels = new Map(app?.channels.map(({ id, name }) => [id, name]));
    const shared = {
      workflowName: (id: string) => sources.workflows.get(id)?.definition.name,
      decision: (id: string) => sources.decisions.get(id)?.definition,
      metricName: (id: string) => sources.metrics.get(id)?.name,
      connectorName: (id: string) => sources.connectors.get(id)?.name,
      action: (connector: string, action: string) => sources.connectors.get(connector)?.actions[action],
      groupName: (id: string) => groups.get(id),
      channelName: (id: string) => channels.get(id),
      timeZone,
    };
    return (instanceId: string) => {
      const id = run.states[instanceId]?.workflow;
      const workflow = id === definition.id ? definition : sources.workflows.get(id ?? "")?.definition;
      return workflow === undefined ? shared : { ...shared, workflow };
    };
  }, [app, definition, run, sources, timeZone]);
}

interface SessionOptions {
  readonly definition: WorkflowDefinition;
  readonly sources: TrialSources;
  readonly start: Trial;
}

/** Whatever is edited while it is tried is tried at once: the run follows the definition. */
export function useTrialSession({ definition, sources, start }: SessionOptions): TrialSession {
  const [trial, setTrial] = useState(start);
  const [wanted, setWanted] = useState<number | undefined>();
  const resolver = useMemo(() => resolverOf(sources), [sources]);
  const run = useMemo(() => runTrial(definition, resolver, trial), [definition, resolver, trial]);
  const words = useWords(definition, sources, run);
  const people = useAppInfo()?.people;
  const steps = useMemo(
    () => trialSteps(run, words, new Map(people?.map((person) => [person.id, person.name]))),
    [people, run, words],
  );
  const change = useCallback((next: Trial) => {
    setTrial(next);
    setWanted(undefined);
  }, []);
  const shown = Math.max(1, Math.min(wanted ?? steps.length, steps.length));
  return useMemo(
    () => ({
      trial,
      run,
      steps,
      shown,
      sources,
      resolver,
      recorded: ({ connector, action }) => trial.recorded[`${connector}.${action}`] ?? [],
      show: setWanted,
      change,
    }),
    [change, resolver, run, shown, sources, steps, trial],
  );
}
