import { type Catalogue, catalogueFor } from "../facts/catalogue.ts";
import { type Field, field } from "../facts/field.ts";
import type { LocalizedText } from "../schema/common.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { both } from "./event-words.ts";

const catalogues = new WeakMap<WorkflowDefinition, Catalogue>();

/** The catalogue with a workflow's variables by their declared names, or by the node that first writes them. */
export function catalogueOf(workflow: WorkflowDefinition | undefined): Catalogue | undefined {
  if (workflow === undefined) return undefined;
  const known = catalogues.get(workflow);
  if (known !== undefined) return known;
  const catalogue = catalogueFor(undefined, [...writtenFields(workflow), ...declaredFields(workflow)]);
  catalogues.set(workflow, catalogue);
  return catalogue;
}

function declaredFields({ variables = {} }: WorkflowDefinition): readonly Field[] {
  return Object.entries(variables).map(([path, { name, unit }]) => {
    const names = both(name, path);
    return field(path, "any", [names["zh-CN"], names.en], unit === undefined ? {} : { unit });
  });
}

/** The first writer of a variable comes last, so that it names it. */
function writtenFields({ nodes }: WorkflowDefinition): readonly Field[] {
  return Object.values(nodes).toReversed().flatMap(writtenBy);
}

function writtenBy(node: WorkflowNode): readonly Field[] {
  const path = "output" in node ? node.output : undefined;
  return path === undefined || node.name === undefined ? [] : [resultField(path, node.name)];
}

function resultField(path: string, name: LocalizedText): Field {
  const names = both(name, path);
  return field(path, "any", [`「${names["zh-CN"]}」的结果`, `Result of “${names.en}”`]);
}
