import type { ActionManifest, JsonObject, JsonValue, StubbedAnswer } from "@orderloom/rule-dsl";
import type { CallAnswer } from "../message.ts";

/** `connector.action` to its answers, call after call; the last one repeats. */
export type Stubs = Readonly<Record<string, readonly StubbedAnswer[]>>;

/** The answer to the `call`th call (from 1) of an action. Without a stub it succeeds with a sample of its declared output. */
export function stubbedAnswer(
  stubs: readonly StubbedAnswer[] | undefined,
  call: number,
  manifest?: ActionManifest,
): CallAnswer {
  const stub = stubs?.[Math.min(call, stubs.length) - 1];
  if (!stub) return { kind: "done", output: manifest ? sampleOf(manifest.output) : {} };
  if ("timeout" in stub) return { kind: "timeout" };
  if ("error" in stub) return { kind: "failed", message: stub.error, retryable: stub.retryable ?? false };
  if ("outcome" in stub) {
    return { kind: "outcome", outcome: stub.outcome, ...(stub.output !== undefined && { output: stub.output }) };
  }
  return { kind: "done", output: stub.output };
}

/** A value that a JSON Schema would accept: its example, its default, or the plainest of its type. */
function sampleOf(schema: JsonObject): JsonValue {
  const [example] = listOf(schema["examples"]);
  const [choice] = listOf(schema["enum"]);
  const given = schema["const"] ?? example ?? schema["default"] ?? choice;
  if (given !== undefined) return given;
  switch (schema["type"]) {
    case "string":
      return "sample";
    case "number":
    case "integer":
      return typeof schema["minimum"] === "number" ? schema["minimum"] : 1;
    case "boolean":
      return true;
    case "array":
      return [];
    default:
      return sampleFields(schema);
  }
}

function sampleFields(schema: JsonObject): JsonObject {
  const properties = fieldsOf(schema["properties"]);
  const required = listOf(schema["required"]);
  const names = Object.keys(properties).filter((name) => required.includes(name));
  return Object.fromEntries(names.map((name) => [name, sampleOf(fieldsOf(properties[name]))]));
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
function fieldsOf(value: JsonValue | undefined): JsonObject {
  // No list and no null: what is left of JSON's objects is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
