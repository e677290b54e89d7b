import type { JsonObject } from "./common.ts";
import { type DefinitionKind, definitionKinds, schemaOf } from "./definition.ts";

/** A JSON Schema (2020-12) for an editor outside: whole in itself, with a title. */
export interface EditorSchema {
  /** `workflow`, `decision-table` and the like. */
  readonly id: string;
  readonly kind: DefinitionKind;
  /** Of decisions. */
  readonly type?: string;
  readonly schema: JsonObject;
}

const decisionTypes = ["rules", "table", "score", "mapping", "expression"] as const;

/** One for each kind of definition, and for each type of decision. */
export function editorSchemas(): readonly EditorSchema[] {
  return definitionKinds.flatMap((kind) =>
    kind === "decision" ? decisionTypes.map((type) => made(kind, type)) : [made(kind)],
  );
}

function made(kind: DefinitionKind, type?: string): EditorSchema {
  const id = type === undefined ? kind : `${kind}-${type}`;
  // A schema is JSON once its symbols are gone.
  const plain = JSON.parse(JSON.stringify(schemaOf(kind, type))) as JsonObject;
  const head = { $schema: "https://json-schema.org/draft/2020-12/schema", title: `OrderLoom ${id}` };
  return { id, kind, ...(type !== undefined && { type }), schema: { ...head, ...plain } };
}
