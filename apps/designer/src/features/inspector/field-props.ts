import type { Condition, Diagnostic, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { FormKind, FormSchema } from "../../document/inspector/form-schema.ts";

export interface SchemaFormProps {
  readonly schema: FormSchema;
  readonly value: JsonObject;
  readonly place: string;
  /** Fields that are shown elsewhere. */
  readonly without?: readonly string[];
  readonly onChange: (next: JsonObject) => void;
}

export interface SchemaFieldProps {
  readonly name: string;
  readonly schema: FormSchema;
  readonly value: JsonValue | undefined;
  readonly place: string;
  readonly required: boolean;
  readonly onChange: (next: JsonValue | undefined) => void;
}

export interface FieldControlProps extends SchemaFieldProps {
  readonly kind: FormKind;
  readonly label: string;
}

/** Conditions are JSON; their type says more than JSON's does. */
export const jsonOf = (condition: Condition): JsonValue => condition as unknown as JsonValue;

/** The builder reads any JSON, and keeps what it cannot show. */
export const conditionIn = (value: JsonValue | undefined): Condition => (value ?? { all: [] }) as unknown as Condition;

/** What stands exactly at a place. */
export const problemsAt = (problems: readonly Diagnostic[], place: string): readonly Diagnostic[] =>
  problems.filter(({ path }) => path === place);

/** What stands at a place or below it. */
export const problemsBelow = (problems: readonly Diagnostic[], place: string): readonly Diagnostic[] =>
  problems.filter(({ path }) => path === place || path.startsWith(`${place}/`));

/** What is wrong with a part, with paths from the part on. */
export const problemsWithin = (problems: readonly Diagnostic[], place: string): readonly Diagnostic[] =>
  problemsBelow(problems, place).map((problem) => ({ ...problem, path: problem.path.slice(place.length) }));
