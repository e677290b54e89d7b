import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Definition, schemaOf } from "../schema/definition.ts";
import { asJsonSchema } from "../schema/json-schema.ts";
import { canonicalJson } from "./canonical-json.ts";
import { stripped } from "./strip.ts";

/**
 * SHA-256 of the definition's canonical JSON without written-out defaults, as `sha256:<64 hex digits>` (S25). Taken
 * when it is published and never again: a later release may know other defaults.
 */
export function digestOf(definition: Definition): string {
  return digest(definition, false);
}

/** The same without names, descriptions, tags and notes: it changes when what the definition does may change. */
export function logicDigestOf(definition: Definition): string {
  return digest(definition, true);
}

function digest(definition: Definition, decoration: boolean): string {
  const schema = schemaOf(definition.kind, definition.kind === "decision" ? definition.type : undefined);
  const value = schema === undefined ? definition : stripped(definition, asJsonSchema(schema), { decoration });
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}
