import { type TSchema, Type } from "typebox";
import { conditionDefs } from "@orderloom/rule-dsl";
import type { Operation, Parameter } from "./operation.ts";
import { operations } from "./operations.ts";
import { ProblemDetails } from "./problem.ts";

/** Values for the `{places}` of the examples, so that each call works as it stands on the system that shows it. */
export type ExamplePlaces = Readonly<Record<string, string | number>>;

const problemContent = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

/** OpenAPI 3.1 of every operation. Source: the OpenAPI Specification 3.1.1; its schemas are JSON Schema 2020-12, as ours are. */
export function openApiDocument(options: {
  readonly version: string;
  readonly language: "zh-CN" | "en";
  readonly places?: ExamplePlaces;
}): object {
  const places = options.places ?? {};
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of Object.values<Operation>(operations)) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation, options.language, places);
  }
  return {
    openapi: "3.1.1",
    info: { title: "OrderLoom 织单", version: options.version },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: { Problem: hoisted(ProblemDetails), Condition: hoisted(conditionDefs.$defs.condition) } },
  };
}

function describe(operation: Operation, language: "zh-CN" | "en", places: ExamplePlaces): object {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary[language],
    parameters: parametersOf(operation).map((parameter) => describeParameter(parameter, places)),
    ...(operation.body === undefined ? {} : { requestBody: describeBody(operation.body, places) }),
    responses: { ...describeAnswers(operation.answers), ...describeProblems(operation.problems ?? []) },
  };
}

/** Intake knows an order by its channel's own number; every other POST may be made safe to repeat by a key (S31). */
function parametersOf({ method, tag, path, parameters = [] }: Operation): readonly Parameter[] {
  const isIntake = tag === "orders" && (path === "/v1/orders" || path === "/v1/orders/batch");
  return method === "post" && !isIntake ? [...parameters, idempotencyKey] : parameters;
}

const idempotencyKey: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  schema: Type.String({ minLength: 1, maxLength: 200 }),
  description: "The same key with the same content is given the first answer again for a day; with other content, 422",
};

function describeParameter(parameter: Parameter, places: ExamplePlaces): object {
  return {
    ...parameter,
    schema: hoisted(parameter.schema),
    ...(parameter.example === undefined ? {} : { example: filled(parameter.example, places) }),
  };
}

function describeBody(body: NonNullable<Operation["body"]>, places: ExamplePlaces): object {
  return {
    required: body.optional !== true,
    content: {
      [body.contentType ?? "application/json"]: { schema: hoisted(body.schema), example: filled(body.example, places) },
    },
  };
}

function describeAnswers(answers: Operation["answers"]): object {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      {
        description: answer.description,
        ...(answer.schema === undefined
          ? {}
          : { content: { [answer.contentType ?? "application/json"]: { schema: hoisted(answer.schema) } } }),
      },
    ]),
  );
}

function describeProblems(statuses: readonly number[]): object {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: "A problem, with its code, place and what to do", content: problemContent },
    ]),
  );
}

/** Our schemas carry conditions under their own `$defs`; in one document they are one component. */
function hoisted(schema: TSchema): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === "$defs" ? undefined : value)).replaceAll(
      "#/$defs/condition",
      "#/components/schemas/Condition",
    ),
  );
}

function filled(example: unknown, places: ExamplePlaces): unknown {
  if (typeof example === "string") return filledText(example, places);
  if (Array.isArray(example)) return example.map((item) => filled(item, places));
  if (typeof example === "object" && example !== null)
    return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, filled(value, places)]));
  return example;
}

/** A text that is one place alone becomes its value, which may be a number. */
function filledText(text: string, places: ExamplePlaces): string | number {
  const known = (name: string): string | number | undefined => (Object.hasOwn(places, name) ? places[name] : undefined);
  const alone = /^\{(\w+)\}$/.exec(text)?.[1];
  if (alone !== undefined) return known(alone) ?? text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(known(name) ?? whole));
}
