import type { TSchema } from "typebox";
import type { BothLanguages } from "./problem.ts";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: TSchema;
  readonly description?: string;
  /** A value that works on a running system; `{order}`-like places are filled by the runtime with what it has. */
  readonly example?: string | number | boolean;
}

export interface Operation {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** OpenAPI path with `{placeholders}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: BothLanguages;
  readonly parameters?: readonly Parameter[];
  readonly body?: {
    readonly schema: TSchema;
    readonly contentType?: string;
    readonly optional?: boolean;
    readonly example: unknown;
  };
  readonly answers: Readonly<
    Record<number, { readonly description: string; readonly schema?: TSchema; readonly contentType?: string }>
  >;
  /** Problem codes' statuses this call may answer. */
  readonly problems?: readonly number[];
}

/** Keeps the literal type of each operation while checking its shape. */
export const operation = <const O extends Operation>(value: O): O => value;
