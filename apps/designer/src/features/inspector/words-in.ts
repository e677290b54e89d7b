import type { JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import { fieldsOf } from "../../document/json.ts";

/** The words of a draft that may hold anything; what is no text is left out. */
export function wordsIn(value: JsonValue | undefined): LocalizedText | undefined {
  const words = Object.entries(fieldsOf(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return words.length === 0 ? undefined : Object.fromEntries(words);
}
