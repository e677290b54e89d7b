/** Text as people wrote it: language tag to words; one language is enough (S41). */
export type AuthoredText = Readonly<Record<string, string>>;

/** The words in `language`, else in its main language, else in English, Chinese, or whatever there is. */
export function pickText(text: AuthoredText, language: string): string {
  const main = language.split("-")[0] ?? language;
  const near = Object.keys(text).find((tag) => tag.split("-")[0] === main);
  for (const tag of [language, near, "en", "zh-CN"]) {
    const words = tag === undefined ? undefined : text[tag];
    if (words !== undefined && words !== "") return words;
  }
  return Object.values(text)[0] ?? "";
}
