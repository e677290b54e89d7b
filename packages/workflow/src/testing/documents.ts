import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CasesDocument, ConnectorDefinition, DecisionDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { SimulationResolver } from "../simulate/world.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
export const FIXTURES = join(ROOT, "packages/rule-dsl/fixtures");

/** Definitions of a folder, found as an instance would find them. */
export interface Documents {
  readonly workflows: ReadonlyMap<string, WorkflowDefinition>;
  readonly cases: readonly CasesDocument[];
  readonly resolver: SimulationResolver;
}

type Document = WorkflowDefinition | DecisionDefinition | ConnectorDefinition | CasesDocument;

export function documentsIn(...folders: readonly string[]): Documents {
  const documents = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /\.(workflow|decision|connector|cases)\.json$/.test(file))
      // The language's own tests check these against their schemas.
      .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Document),
  );
  const byId = new Map(
    documents.map((one) => [one.kind === "cases" ? `cases of ${one.of}` : `${one.kind} ${one.id}`, one]),
  );
  const find = <K extends Document["kind"]>(kind: K, id: string): Extract<Document, { kind: K }> | undefined => {
    const found = byId.get(`${kind} ${id}`);
    return found?.kind === kind ? (found as Extract<Document, { kind: K }>) : undefined;
  };
  return {
    workflows: new Map(documents.flatMap((one) => (one.kind === "workflow" ? [[one.id, one] as const] : []))),
    cases: documents.filter((one) => one.kind === "cases"),
    resolver: {
      version: 1,
      decision(id) {
        const definition = find("decision", id);
        return definition && { definition, version: 1 };
      },
      workflow(id) {
        const definition = find("workflow", id);
        return definition && { definition, version: 1 };
      },
      action: ({ connector, name }) => find("connector", connector)?.actions[name],
    },
  };
}
