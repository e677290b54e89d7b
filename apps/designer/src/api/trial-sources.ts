import { queryOptions } from "@tanstack/react-query";
import type { AppInfo, DefinitionList } from "@orderloom/api-contract";
import {
  type CalendarTable,
  type ConnectorDefinition,
  type DecisionDefinition,
  type MetricDefinition,
  type QuotaDefinition,
  type WorkflowDefinition,
  type WorkingTime,
  workingTime,
} from "@orderloom/rule-dsl";
import { get, unlessMissing } from "./http.ts";

/** What a workflow refers to, as it stands now: drafts before published versions, since they are what is being tried. */
export interface TrialSources {
  readonly decisions: ReadonlyMap<string, Source<DecisionDefinition>>;
  readonly workflows: ReadonlyMap<string, Source<WorkflowDefinition>>;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly quotas: ReadonlyMap<string, QuotaDefinition>;
  readonly metrics: ReadonlyMap<string, MetricDefinition>;
  readonly calendars: ReadonlyMap<string, WorkingTime>;
}

export interface Source<T> {
  readonly definition: T;
  /** 0 for a draft. */
  readonly version: number;
}

type Kind = "decision" | "workflow" | "quota" | "metric";

interface Wanted {
  readonly kind: Kind;
  readonly id: string;
}

/** Decisions and subworkflows that the nodes of a workflow name. */
export function referencesOf({ nodes }: WorkflowDefinition): readonly Wanted[] {
  const found = Object.values(nodes).flatMap((node): Wanted[] => {
    if (node.type === "decision") return [{ kind: "decision", id: node.decision }];
    return node.type === "subworkflow" ? [{ kind: "workflow", id: node.workflow }] : [];
  });
  const known = new Map(found.map((one) => [`${one.kind}/${one.id}`, one]));
  return [...known.keys()].sort().flatMap((key) => known.get(key) ?? []);
}

export const trialSourcesQuery = (wanted: readonly Wanted[]) =>
  queryOptions({
    queryKey: ["trial-sources", wanted],
    queryFn: ({ signal }) => load(wanted, signal),
    staleTime: 10_000,
  });

async function load(wanted: readonly Wanted[], signal: AbortSignal): Promise<TrialSources> {
  const listed = (await get<DefinitionList>("/v1/definitions", signal)).items;
  // What the list says is not drafted is not asked for as a draft.
  const drafted = new Set(listed.flatMap(({ kind, id, draft }) => (draft ? [`${kind}/${id}`] : [])));
  const decisions = new Map<string, Source<DecisionDefinition>>();
  const workflows = new Map<string, Source<WorkflowDefinition>>();
  const quotas = new Map<string, QuotaDefinition>();
  const metrics = new Map<string, MetricDefinition>();
  const asked = new Set<string>();
  const { items } = await get<{ readonly items: readonly ConnectorDefinition[] }>("/v1/connectors", signal);
  // Any expression may read a quota or a metric, and there are few.
  const counted = listed.flatMap(({ kind, id }): Wanted[] =>
    kind === "quota" || kind === "metric" ? [{ kind, id }] : [],
  );
  for (let next = [...wanted, ...counted]; next.length > 0;) {
    const round = next.filter(({ kind, id }) => !asked.has(`${kind}/${id}`));
    for (const { kind, id } of round) asked.add(`${kind}/${id}`);
    next = (
      await Promise.all(round.map((one) => loadOne(one, { decisions, workflows, quotas, metrics, drafted }, signal)))
    ).flat();
  }
  const connectors = new Map(items.map((item) => [item.id, item]));
  return { decisions, workflows, quotas, metrics, connectors, calendars: await loadCalendars(signal) };
}

async function loadCalendars(signal: AbortSignal): Promise<ReadonlyMap<string, WorkingTime>> {
  const [{ calendars }, { timeZone }] = await Promise.all([
    get<CalendarTable>("/v1/calendars", signal),
    get<AppInfo>("/v1/app", signal),
  ]);
  return new Map(calendars.map((calendar) => [calendar.id, workingTime(calendar, timeZone)]));
}

interface Found {
  readonly drafted: ReadonlySet<string>;
  readonly decisions: Map<string, Source<DecisionDefinition>>;
  readonly workflows: Map<string, Source<WorkflowDefinition>>;
  readonly quotas: Map<string, QuotaDefinition>;
  readonly metrics: Map<string, MetricDefinition>;
}

/** Keeps one definition and says what it refers to in its turn. */
async function loadOne({ kind, id }: Wanted, found: Found, signal: AbortSignal): Promise<readonly Wanted[]> {
  if (kind === "decision") {
    const source = await current<DecisionDefinition>({ kind, id }, found, signal);
    if (source) found.decisions.set(id, source);
    return [];
  }
  if (kind === "quota") {
    const source = await current<QuotaDefinition>({ kind, id }, found, signal);
    if (source) found.quotas.set(id, source.definition);
    return [];
  }
  if (kind === "metric") {
    const source = await current<MetricDefinition>({ kind, id }, found, signal);
    if (source) found.metrics.set(id, source.definition);
    return [];
  }
  const source = await current<WorkflowDefinition>({ kind, id }, found, signal);
  if (!source) return [];
  found.workflows.set(id, source);
  return referencesOf(source.definition);
}

async function current<T>(
  { kind, id }: Wanted,
  { drafted }: Found,
  signal: AbortSignal,
): Promise<Source<T> | undefined> {
  const path = `/v1/definitions/${kind}/${encodeURIComponent(id)}`;
  const draft = drafted.has(`${kind}/${id}`)
    ? await unlessMissing(get<{ readonly definition: T }>(`${path}/draft`, signal))
    : undefined;
  if (draft) return { definition: draft.definition, version: 0 };
  return unlessMissing(get<Source<T>>(`${path}/versions/latest`, signal));
}
