import type { CasesDocument, Definition, Diagnostic, Draft, WorkflowDefinition } from "@orderloom/rule-dsl";
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
  const { findings: differences, compared } = await secondOpinions(definitions, cases.cases ?? [], parts);
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

/** The cases of what goes live, and those of workflows in force that decide by it. */
async function casesGate(definitions: readonly Definition[], parts: GateParts): Promise<Gate> {
  const runs: CaseRun[] = [];
  for (const definition of definitions) runs.push(...(await runCases(definition, definitions, parts)));
  for (const workflow of dependents(definitions, parts)) {
    const now = await runCases(workflow, definitions, parts);
    const failing = now.filter(({ passed }) => !passed);
    const before = failing.length === 0 ? [] : await runCases(workflow, [], parts);
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
  return definition.kind === "decision"
    ? runCasesOfDecision(document, definition, parts.contextOf(definition))
    : runCasesOfWorkflow(document, definition, resolverOf(definition, together, parts));
}

/** Workflows in force that refer to a decision or a workflow of the set and are not in it themselves. */
function dependents(definitions: readonly Definition[], { catalogue, now }: GateParts): WorkflowDefinition[] {
  const changed = new Set(definitions.map(({ kind, id }) => `${kind}/${id}`));
  return catalogue.heads("workflow").flatMap(([first]) => {
    const head = first && catalogue.inForce("workflow", first.id, now);
    const definition = head && asDefinition(catalogue.version("workflow", head.id, head.version));
    if (definition?.kind !== "workflow" || changed.has(`workflow/${definition.id}`)) return [];
    const text = catalogue.version("workflow", definition.id, head?.version ?? 0)?.definition ?? {};
    const refers = referencesOf(text).some(
      ({ kind, id, version }) => version === undefined && changed.has(`${kind}/${id}`),
    );
    return refers ? [definition] : [];
  });
}

/** What an instance would find once the set is live: the set's own first, then what is in force. */
function resolverOf(
  workflow: WorkflowDefinition,
  together: readonly Definition[],
  { catalogue, connectors, now, contextOf }: GateParts,
): SimulationResolver {
  const find = (kind: "decision" | "workflow", id: string, pinned?: number) => {
    const own = pinned === undefined ? together.find((one) => one.kind === kind && one.id === id) : undefined;
    const version = pinned ?? catalogue.inForce(kind, id, now)?.version;
    const next = (catalogue.versions(kind, id).at(-1)?.version ?? 0) + 1;
    if (own) return { definition: own, version: next };
    const definition = version === undefined ? undefined : asDefinition(catalogue.version(kind, id, version));
    return definition && version !== undefined ? { definition, version } : undefined;
  };
  return {
    version: (catalogue.versions("workflow", workflow.id).at(-1)?.version ?? 0) + 1,
    context: contextOf(workflow),
    decision: (id, version) => {
      const found = find("decision", id, version);
      return found?.definition.kind === "decision" ? { ...found, definition: found.definition } : undefined;
    },
    workflow: (id, version) => {
      const found = find("workflow", id, version);
      return found?.definition.kind === "workflow" ? { ...found, definition: found.definition } : undefined;
    },
    action: ({ connector, name, version }) => connectors.manifest(connector, name, version),
  };
}
