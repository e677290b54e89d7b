import { describe, expect, test } from "vitest";
import { documentsIn, FIXTURES } from "../testing/documents.ts";
import { walkBadPorts } from "./bad-ports.ts";
import { runWorkflowCases, simulationOf } from "./run-cases.ts";

const { cases, workflows, resolver } = documentsIn(FIXTURES);
const suites = cases.flatMap((document) => {
  const definition = workflows.get(document.of);
  return definition ? [{ document, definition, id: document.of }] : [];
});

describe.each(suites)("the example $id", ({ document, definition }) => {
  test.each(runWorkflowCases(document, definition, resolver).map((result) => [result.id, result] as const))(
    "%s",
    (_title, { failures, run }) => {
      expect({ failures, problems: run.problems, isCut: run.isCut }).toEqual({
        failures: [],
        problems: [],
        isCut: false,
      });
    },
  );

  test("acts no more freely when a connector fails, is silent or answers nothing (S10)", () => {
    // A case with answers of its own is no healthy run to compare with.
    for (const one of document.cases.filter(({ answers }) => answers === undefined)) {
      const {
        definition: _definition,
        resolver: _resolver,
        ...sample
      } = simulationOf(document, one, { definition, resolver });
      const { walks } = walkBadPorts(definition, resolver, sample);
      expect(
        walks
          .filter(({ freer }) => freer.length > 0)
          .map(({ action, answer, freer }) => [one.id, action, answer, freer]),
      ).toEqual([]);
    }
  });
});
