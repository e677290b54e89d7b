import type {
  CasesDocument,
  CompileContext,
  Definition,
  Diagnostic,
  Draft,
  MetricDefinition,
  WorkflowDefinition,
  WorkingTime,
} from "@orderloom/rule-dsl";
import type { SimulationResolver } from "@orderloom/workflow";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import { caseFinding, type CaseRun, runCasesOfDecision, runCasesOfWorkflow } from "./case-gate.ts";
import { asDefinition, type Catalogue } from "./catalogue.ts";
import { type CheckParts, checkSet, readDrafts, type ReadDraft } from "./change-set.ts";
import { type OpinionParts, secondOpinions } from "./recent-opinion.ts";
import { referencesOf } from "./references.ts";

/** What a set must pass to go live. */
export interface Gate {
  readonly id: "check" | "cases" | "second-opinion";
  /** `skipped`: what comes before it failed, so there was nothing to run. */
  readonly state: "passed" | "failed" | "skipped";
  /** How many definitions, cases or comparisons it looked at. */
  readonly ran: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly cases?: readonly CaseRun[];
}

export interface GateParts extends OpinionParts {
  readonly definitions: DefinitionStore;
  readonly catalogue: Catalogue;
  readonly connectors: ConnectorRunner;
  /** The organisation's calendars. */
  readonly calendar: (id: string) => WorkingTime | undefined;
  readonly check: CheckParts;
}

export interface Judged {
  readonly read: readonly ReadDraft[];
  readonly gates: readonly Gate[];
}

/** Every gate, also those after one that failed as far as they can be run, so that a person sees all there is to do at once. */
export async function judge(drafts: readonly Draft[], parts: GateParts): Promise<Judged> {
  const { read, findings } = readDrafts(drafts);
  const diagnostics = [...findings, ...checkSet(read, parts.check)];
  const check: Gate = { id: "check", state: stateOf(diagnostics), ran: drafts.length, diagnostics };
  if (check.state === "failed") return { read, gates: [check, skipped("cases"), skipped("second-opinion")] };
  const definitions = read.map(({ definition }) => definition);
  const cases = await casesGate(definitions, parts);
  const together = scopedTo(definitions, parts);
  const { findings: differences, compared } = await secondOpinions(definitions, cases.cases ?? [], together);
  const opinion: Gate = {
    id: "second-opinion",
    state: stateOf(differences),
    ran: compared,
    diagnostics: differences,
  };
  return { read, gates: [check, cases, opinion] };
}

const skipped = (id: Gate["id"]): Gate => ({ id, state: "skipped", ran: 0, diagnostics: [] });

function stateOf(diagnostics: readonly Diagnostic[]): Gate["state"] {
  return diagnostics.some(({ severity }) => severity === "error") ? "failed" : "passed";
}

/** What a decision calls is found in the set first, then in what is in force. */
function scopedTo(together: readonly Definition[], parts: GateParts): GateParts {
  const decision: CompileContext["decision"] = (id, version) => {
    const found = finder(together, parts)("decision", id, version)?.definition;
    return found?.kind === "decision" ? found : undefined;
  };
  return { ...parts, contextOf: (definition) => ({ ...parts.contextOf(definition), decision }) };
}

/** The cases of what goes live, and those of what is in force and decides by it. */
async function casesGate(definitions: readonly Definition[], parts: GateParts): Promise<Gate> {
  const runs: CaseRun[] = [];
  for (const definition of definitions) runs.push(...(await runCases(definition, definitions, parts)));
  for (const dependent of dependents(definitions, parts)) {
    const now = await runCases(dependent, definitions, parts);
    const failing = now.filter(({ passed }) => !passed);
    const before = failing.length === 0 ? [] : await runCases(dependent, [], parts);
    const wasFailing = new Set(before.filter(({ passed }) => !passed).map((run) => run.case));
    runs.push(
      ...now.map((run): CaseRun => (wasFailing.has(run.case) && !run.passed ? { ...run, wasFailing: true } : run)),
    );
  }
  const failed = runs.filter(({ passed }) => !passed);
  const diagnostics = failed.map((run) => caseFinding(run, run.wasFailing ? "warning" : "error"));
  return { id: "cases", state: stateOf(diagnostics), ran: runs.length, diagnostics, cases: runs };
}

async function runCases(
  definition: Definition,
  together: readonly Definition[],
  parts: GateParts,
): Promise<readonly CaseRun[]> {
  if (definition.kind !== "workflow" && definition.kind !== "decision") return [];
  const { kind, id } = definition;
  const stored = await parts.definitions.companion(parts.scope, { type: "cases", kind, id });
  if (!stored) return [];
  const document = stored.value as unknown as CasesDocument; // checked when it was saved
  const scoped = scopedTo(together, parts);
  return definition.kind === "decision"
    ? runCasesOfDecision(document, definition, scoped.contextOf(definition))
    : runCasesOfWorkflow(document, definition, resolverOf(definition, together, scoped));
}

/** What is in force and refers to the set, also through others, and is not in it itself: workflows and decisions, which have cases. */
function dependents(definitions: readonly Definition[], { catalogue, now }: GateParts): readonly Definition[] {
  const inForce = [...catalogue.heads("workflow"), ...catalogue.heads("decision")].flatMap(([first]) => {
    const head = first && catalogue.inForce(first.kind, first.id, now);
    const version = head && catalogue.version(head.kind, head.id, head.version);
    const definition = asDefinition(version);
    return version && definition ? [{ definition, uses: referencesOf(version.definition) }] : [];
  });
  const touched = new Set(definitions.map(nameOf));
  const found: Definition[] = [];
  for (let before = -1; before < touched.size;) {
    before = touched.size;
    for (const { definition, uses } of inForce) {
      if (touched.has(nameOf(definition))) continue;
      if (!uses.some((one) => one.version === undefined && touched.has(nameOf(one)))) continue;
      touched.add(nameOf(definition));
      found.push(definition);
    }
  }
  return found;
}

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind}/${id}`;

type Find = (
  kind: "decision" | "workflow" | "quota",
  id: string,
  pinned?: number,
) => { readonly definition: Definition; readonly version: number } | undefined;

/** What an instance would find once the set is live: the set's own first, then what is in force. */
function finder(together: readonly Definition[], { catalogue, now }: GateParts): Find {
  return (kind, id, pinned) => {
    const own = pinned === undefined ? together.find((one) => one.kind === kind && one.id === id) : undefined;
    if (own) return { definition: own, version: nextVersion(catalogue, kind, id) };
    const version = pinned ?? catalogue.inForce(kind, id, now)?.version;
    const definition = version === undefined ? undefined : asDefinition(catalogue.version(kind, id, version));
    return definition && version !== undefined ? { definition, version } : undefined;
  };
}

function nextVersion(catalogue: Catalogue, kind: string, id: string): number {
  return (catalogue.versions(kind, id).at(-1)?.version ?? 0) + 1;
}

/** Metrics as they would be once the set is live. */
function metricsOf(together: readonly Definition[], { catalogue, now }: GateParts): readonly MetricDefinition[] {
  const own = together.filter((one) => one.kind === "metric");
  const others = catalogue.heads("metric").flatMap(([head]) => {
    const found = head && !own.some(({ id }) => id === head.id) ? catalogue.inForce("metric", head.id, now) : undefined;
    const definition = found && asDefinition(catalogue.version("metric", found.id, found.version));
    return definition?.kind === "metric" ? [definition] : [];
  });
  return [...own, ...others];
}

function resolverOf(
  workflow: WorkflowDefinition,
  together: readonly Definition[],
  parts: GateParts,
): SimulationResolver {
  const find = finder(together, parts);
  return {
    version: nextVersion(parts.catalogue, "workflow", workflow.id),
    context: parts.contextOf(workflow),
    decision: (id, version) => {
      const found = find("decision", id, version);
      return found?.definition.kind === "decision" ? { ...found, definition: found.definition } : undefined;
    },
    workflow: (id, version) => {
      const found = find("workflow", id, version);
      return found?.definition.kind === "workflow" ? { ...found, definition: found.definition } : undefined;
    },
    metrics: () => metricsOf(together, parts),
    quota: (id) => {
      const found = find("quota", id)?.definition;
      return found?.kind === "quota" ? found : undefined;
    },
    calendar: parts.calendar,
    action: ({ connector, name, version }) => parts.connectors.manifest(connector, name, version),
  };
}
