import type { DefinitionKind, LocalizedText } from "@orderloom/rule-dsl";

const LONGEST = 60;

/**
 * An id out of a name: its Latin letters and digits, in kebab-case, or camelCase where it becomes the name of a fact (S18). A name without any,
 * such as a Chinese one, gives the kind; what is taken gets a number.
 */
export function definitionId(kind: DefinitionKind, name: LocalizedText, isTaken: (id: string) => boolean): string {
  const isFact = kind === "metric" || kind === "quota";
  const words = wordsIn(name["en"] ?? "") ?? wordsIn(Object.values(name).join(" ")) ?? [kind];
  const stem = isFact ? camelCase(words) : words.join("-");
  if (!isTaken(stem)) return stem;
  for (let number = 2; ; number += 1) {
    const id = isFact ? `${stem}${number}` : `${stem}-${number}`;
    if (!isTaken(id)) return id;
  }
}

/** Lower case, accents dropped; an id begins with a letter. */
function wordsIn(text: string): readonly string[] | undefined {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().slice(0, LONGEST);
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  return first < 0 ? undefined : words.slice(first);
}

function camelCase([first = "", ...others]: readonly string[]): string {
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
