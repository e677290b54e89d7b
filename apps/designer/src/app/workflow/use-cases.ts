import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CasesDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import { type CaseResult, runWorkflowCases, type SimulationResolver } from "@orderloom/workflow";
import { casesQuery, saveCases } from "../../api/cases.ts";
import type { TrialSources } from "../../api/trial-sources.ts";
import { type Coverage, coverageOf } from "../../document/trial/coverage.ts";
import { resolverOf } from "../../features/simulate/use-trial.ts";

export interface WorkflowCases {
  /** Undefined until they are there, and where there are none. */
  readonly document: CasesDocument | undefined;
  readonly isLoaded: boolean;
  readonly results: readonly CaseResult[];
  readonly coverage: Coverage | undefined;
  /** Undefined removes them all. */
  readonly save: (cases: CasesDocument | undefined) => Promise<void>;
}

const AFTER_MS = 500;
const nothing: readonly CaseResult[] = [];

/** The cases of a workflow, run a moment after each edit on what is edited. */
export function useCases(definition: WorkflowDefinition, sources: TrialSources | undefined): WorkflowCases {
  const client = useQueryClient();
  const stored = useQuery(casesQuery(definition.id));
  const document = stored.data?.body;
  const etag = stored.data?.etag;
  const resolver = useMemo(() => (sources === undefined ? undefined : resolverOf(sources)), [sources]);
  const results = useRuns(definition, document, resolver);
  const coverage = useMemo(
    () => (results.length === 0 ? undefined : coverageOf(definition, results)),
    [definition, results],
  );
  const { id } = definition;
  const save = useCallback(
    async (cases: CasesDocument | undefined) => {
      try {
        await saveCases(id, cases, etag);
      } finally {
        // Also when it is refused: then somebody else was first, and theirs are shown.
        await client.invalidateQueries({ queryKey: casesQuery(id).queryKey });
      }
    },
    [client, etag, id],
  );
  return { document, isLoaded: !stored.isPending, results, coverage, save };
}

function useRuns(
  definition: WorkflowDefinition,
  document: CasesDocument | undefined,
  resolver: SimulationResolver | undefined,
): readonly CaseResult[] {
  const [results, setResults] = useState(nothing);
  useEffect(() => {
    const timer = setTimeout(() => {
      setResults(
        document === undefined || resolver === undefined ? nothing : runWorkflowCases(document, definition, resolver),
      );
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [definition, document, resolver]);
  return results;
}
