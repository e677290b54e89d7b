import { readFileSync } from "node:fs";
import type { LayoutDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { EditedDocument } from "../edited-document.ts";

const folder = new URL("../../../../../packages/rule-dsl/fixtures/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

/** The credit-term flow as the language's fixtures have it, with the layout beside it. */
export function creditTermDocument(): EditedDocument {
  return {
    // The fixtures are checked by the language's own tests.
    definition: read("credit-term-review.workflow.json") as WorkflowDefinition,
    layout: read("credit-term-review.layout.json") as LayoutDocument,
  };
}

/** The peak-hour flow, which has a parallel, its join and no layout yet. */
export function peakHourDocument(): EditedDocument {
  const definition = read("peak-hour-review.workflow.json") as WorkflowDefinition; // as above
  return { definition, layout: { kind: "layout", of: definition.id, nodes: {} } };
}

/** Seed of generated edits: a new one each run, or the one that failed, from ORDERLOOM_SEED. It is printed with every failure. */
export function seed(): number {
  const given = Number(process.env["ORDERLOOM_SEED"]);
  return Number.isInteger(given) && given !== 0 ? given : Math.floor(Math.random() * 2 ** 31);
}
