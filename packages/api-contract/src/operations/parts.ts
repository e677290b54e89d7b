import { Type, type TSchema } from "typebox";
import type { Operation, Parameter } from "../operation.ts";

/** Pieces that several operations share. */
export const text = Type.String();

export const pathParameter = (name: string, example: string): Parameter => ({
  name,
  in: "path",
  required: true,
  schema: text,
  example,
});

export const queryParameter = (
  name: string,
  schema: TSchema,
  description: string,
  example?: string | number | boolean,
): Parameter => ({
  name,
  in: "query",
  schema,
  description,
  ...(example === undefined ? {} : { example }),
});

export const pageParameters = [
  queryParameter("cursor", text, "nextCursor of the page before"),
  queryParameter("limit", Type.Integer({ minimum: 1, maximum: 200 }), "50 by default, 200 at most", 20),
] as const;

export const ifMatch: Parameter = {
  name: "If-Match",
  in: "header",
  schema: text,
  description: "ETag of what you change",
};

/** Until accounts exist, who is acting (S34). */
export const person: Parameter = {
  name: "X-OrderLoom-Person",
  in: "header",
  schema: text,
  description: "Who is acting, one of the people of /v1/app; the API itself when absent, which belongs to no group",
  example: "zhou",
};

export const json = (description: string, schema: TSchema): Operation["answers"][number] => ({ description, schema });
