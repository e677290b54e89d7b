import {
  type BothLanguages,
  type CasesDocument,
  type CompileContext,
  type DecisionDefinition,
  type Definition,
  type Diagnostic,
  diagnostic,
  type Facts,
  type JsonValue,
  type LocalizedText,
  runDecisionCases,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import { runWorkflowCases, type SimulationResolver } from "@orderloom/workflow";

/** One stored case, run on a definition that is about to go live. */
export interface CaseRun {
  readonly kind: string;
  readonly id: string;
  readonly case: string;
  readonly name: LocalizedText;
  readonly passed: boolean;
  /** It fails already as things are: it is told, and stops nothing. */
  readonly wasFailing?: true;
  readonly differences: readonly CaseDifference[];
  /** Of decisions: the facts it was decided on, for the second opinion. */
  readonly facts?: Facts;
}

export interface CaseDifference {
  /** Part of what the case expects; `error`: it could not be run. */
  readonly part: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

/** A decision's cases on both evaluators, the plain one and the one in use. */
export function runCasesOfDecision(
  document: CasesDocument,
  definition: DecisionDefinition,
  context: CompileContext,
): readonly CaseRun[] {
  return guarded(document, definition, () => {
    const compiled = runDecisionCases(document, definition, "compiled", context);
    const reference = runDecisionCases(document, definition, "reference", context);
    return document.cases.map((one, index) => {
      const results = [compiled[index], reference[index]].filter((result) => result !== undefined);
      const failed = results.find((result) => !result.passed);
      const differences = (failed?.differences ?? []).map(({ field: part, ...rest }) => ({ part, ...rest }));
      const facts = results[0]?.facts;
      return { ...headOf(definition, one), passed: !failed, differences, ...(facts && { facts }) };
    });
  });
}

export function runCasesOfWorkflow(
  document: CasesDocument,
  definition: WorkflowDefinition,
  resolver: SimulationResolver,
): readonly CaseRun[] {
  return guarded(document, definition, () => {
    const results = runWorkflowCases(document, definition, resolver);
    return document.cases.map((one, index) => {
      const { passed = true, failures = [] } = results[index] ?? {};
      return { ...headOf(definition, one), passed, differences: failures };
    });
  });
}

type Case = CasesDocument["cases"][number];

function headOf({ kind, id }: Definition, one: Case): Pick<CaseRun, "kind" | "id" | "case" | "name"> {
  return { kind, id, case: one.id, name: one.name };
}

/** A case may hold what no run can take; that is a failure of the case, not of publishing. */
function guarded(document: CasesDocument, definition: Definition, run: () => readonly CaseRun[]): readonly CaseRun[] {
  try {
    return run();
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    const differences = [{ part: "error", expected: null, actual }];
    return document.cases.map((one) => ({ ...headOf(definition, one), passed: false, differences }));
  }
}

/** A failed case as a finding; its place is the definition it is of. */
export function caseFinding(run: CaseRun, severity: Diagnostic["severity"]): Diagnostic {
  const { kind, id, name, differences } = run;
  const [first] = differences;
  return diagnostic(severity, "case-failed", `/${kind}/${id}/cases/${run.case}`, {
    case: namedOf(name, run.case),
    part: parts[first?.part ?? ""] ?? first?.part ?? "",
    expected: shown(first?.expected ?? null),
    actual: shown(first?.actual ?? null),
  });
}

const both = (zh: string, en: string): BothLanguages => ({ "zh-CN": zh, en });
const parts: Readonly<Record<string, BothLanguages>> = {
  value: both("结论", "the value"),
  count: both("个数", "the count"),
  because: both("理由", "the reason"),
  incident: both("异常", "the incident"),
  facts: both("事实", "the facts"),
  outcome: both("结局", "the outcome"),
  status: both("状态", "the status"),
  path: both("走过的节点", "the way"),
  never: both("不该走的节点", "the nodes to keep out of"),
  calls: both("对外动作", "the calls"),
  error: both("运行", "the run"),
};

/** Either language stands in for the other. */
export function namedOf(name: LocalizedText, id: string): BothLanguages {
  const zh = name["zh-CN"] ?? name["en"] ?? id;
  return { "zh-CN": zh, en: name["en"] ?? zh };
}

const LONGEST = 160;
function shown(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
