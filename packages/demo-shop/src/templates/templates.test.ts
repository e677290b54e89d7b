import { parseOrder } from "@orderloom/rule-dsl";
import { builtinConnectors } from "@orderloom/connectors-builtin";
import {
  type ActionManifest,
  type CasesDocument,
  check,
  type CheckContext,
  type DecisionDefinition,
  type Definition,
  runDecisionCases,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import {
  ordersConnector,
  quotaConnector,
  runWorkflowCases,
  type SimulationResolver,
  simulationOf,
  walkBadPorts,
} from "@orderloom/workflow";
import { describe, expect, test } from "vitest";
import { type ShippedTemplate, shippedTemplates } from "./shipped-templates.ts";

const templates = shippedTemplates();
const manifests = [...builtinConnectors.map(({ manifest }) => manifest), quotaConnector, ordersConnector];
const byKind = <K extends Definition["kind"]>({ definitions }: ShippedTemplate, kind: K) =>
  definitions.filter((definition): definition is Extract<Definition, { kind: K }> => definition.kind === kind);

function resolverOf(template: ShippedTemplate): SimulationResolver {
  const decisions = byKind(template, "decision");
  return {
    version: 1,
    decision: (id) => {
      const definition = decisions.find((decision) => decision.id === id);
      return definition && { definition, version: 1 };
    },
    workflow: (id) => {
      const definition = byKind(template, "workflow").find((workflow) => workflow.id === id);
      return definition && { definition, version: 1 };
    },
    quota: (id) => byKind(template, "quota").find((quota) => quota.id === id),
    metrics: () => byKind(template, "metric"),
    action: ({ connector, name }) => actionOf(connector, name),
  };
}

function actionOf(connector: string, action: string): ActionManifest | undefined {
  return manifests.find(({ id }) => id === connector)?.actions[action];
}

function casesOf(template: ShippedTemplate, definition: Definition): readonly CasesDocument[] {
  return template.cases.filter((document) => document.of === definition.id);
}

test("the shipped templates are these", () => {
  expect(templates.map(({ slug, template }) => [slug, template.id])).toEqual([
    ["credit-term-review", "credit-term-review"],
    ["gift-binding", "gift-binding"],
    ["live-stream-peak", "live-stream-peak"],
    ["merge-orders", "merge-orders"],
    ["promise-watch", "promise-watch"],
    ["shipped-without-trace", "shipped-without-trace"],
    ["status-mapping", "status-mapping"],
    ["warehouse-routing", "warehouse-routing"],
  ]);
});

describe.each(templates.map((template) => [template.slug, template] as const))("%s", (_, template) => {
  test("check finds no error and no warning", () => {
    const context: CheckContext = {
      definition: (kind, id) => template.definitions.find((one) => one.kind === kind && one.id === id),
      all: () => template.definitions,
      action: (connector, name) => actionOf(connector, name),
      connector: (connector) => manifests.some(({ id }) => id === connector),
      stages: ["received", "judge", "review", "gift", "stock", "release", "pack", "ship", "sign"],
      calendars: [],
    };
    const found = [template.template, ...template.definitions].flatMap((definition) =>
      check(definition, context).map(({ code, severity, path }) => ({ of: definition.id, code, severity, path })),
    );
    expect(found.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  test("its sample orders are accepted", () => {
    expect(template.samples.filter((order) => !parseOrder(order).ok)).toEqual([]);
  });

  test("every node, stage and outcome that a screen shows is named in both languages", () => {
    const unnamed = byKind(template, "workflow").flatMap(({ nodes }) =>
      Object.entries(nodes).filter(([, { name }]) => !name?.["zh-CN"] || !name["en"]),
    );
    expect(unnamed.map(([id]) => id)).toEqual([]);
  });

  test("its layouts place every node and event handler of its workflows, and nothing else", () => {
    for (const { id, nodes, on } of byKind(template, "workflow")) {
      const layout = template.layouts.find((document) => document.of === id);
      const drawn = [...Object.keys(nodes), ...(on ?? []).map((handler) => handler.id)];
      expect(Object.keys(layout?.nodes ?? {}).sort()).toEqual(drawn.sort());
    }
  });

  describe.each(
    byKind(template, "decision").map((decision): readonly [string, DecisionDefinition] => [decision.id, decision]),
  )("decision %s", (_id, decision) => {
    for (const document of casesOf(template, decision)) {
      for (const engine of ["reference", "compiled"] as const) {
        test.each(runDecisionCases(document, decision, engine).map((result) => [result.id, result] as const))(
          `${engine}: %s`,
          (_case, result) => expect(result.differences).toEqual([]),
        );
      }
    }
  });

  describe.each(
    byKind(template, "workflow").map((workflow): readonly [string, WorkflowDefinition] => [workflow.id, workflow]),
  )("workflow %s", (_id, workflow) => {
    const resolver = resolverOf(template);
    for (const document of casesOf(template, workflow)) {
      test.each(runWorkflowCases(document, workflow, resolver).map((result) => [result.id, result] as const))(
        "case %s",
        (_case, result) => expect({ failures: result.failures, path: result.run.path }).toMatchObject({ failures: [] }),
      );
      // A healthy run: it ends with a signature, everybody outside answers well, and nobody had to step in.
      const healthy = document.cases.filter(
        ({ expect: { outcome }, steps = [], answers = {}, with: given = {} }) =>
          outcome === "signed" &&
          // A quota that is used up is an outcome too.
          !Object.hasOwn(given, "/quotas") &&
          !steps.some(({ remedy }) => remedy) &&
          !Object.values(answers)
            .flat()
            .some((answer) => "outcome" in answer),
      );
      for (const one of healthy) {
        const sample = simulationOf(document, one, { definition: workflow, resolver });
        test(`with bad answers it never acts more freely than “${one.name["zh-CN"] ?? one.id}” (S10)`, () => {
          const { walks } = walkBadPorts(workflow, resolver, sample);
          const freer = walks.filter((walk) => walk.freer.length > 0);
          expect(freer.map(({ action, answer, freer: acts }) => ({ action, answer, acts }))).toEqual([]);
        });
      }
    }
  });
});
