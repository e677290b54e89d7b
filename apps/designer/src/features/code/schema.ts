import type { schemaOf } from "@orderloom/rule-dsl";

/** A JSON Schema of the language. */
export type Schema = NonNullable<ReturnType<typeof schemaOf>>;
