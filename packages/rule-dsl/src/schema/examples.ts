import { asJsonSchema } from "./json-schema.ts";
import * as common from "./common.ts";

const patterned = [
  common.Slug,
  common.FactName,
  common.Duration,
  common.Instant,
  common.CurrencyCode,
  common.CountryCode,
  common.Expression,
  common.VarPath,
  common.VarField,
  common.EventName,
  common.FulfilmentCode,
  common.SemanticVersion,
].map(asJsonSchema);

const examples = new Map(patterned.map((schema) => [schema.pattern, schema.examples?.[0]]));
const languageKey = Object.keys(asJsonSchema(common.LocalizedText).patternProperties ?? {})[0];
examples.set(languageKey, "zh-CN");

/** How a text of this pattern looks when it is right. Every pattern of our schemas has an example (examples.test.ts). */
export function exampleOf(pattern: unknown): string {
  return (typeof pattern === "string" ? examples.get(pattern) : undefined) ?? String(pattern);
}
