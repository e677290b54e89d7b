import { useTranslation } from "react-i18next";
import { catalogueFor, conditionText, isCondition, type JsonObject, type JsonValue } from "@orderloom/rule-dsl";
import { type Change, type ChangeGroup, isConditionAt } from "../../document/changes/changes.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { useDurationWords } from "../../shared/format/duration-words.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { fieldKey } from "./field-key.ts";

/** One change as a reader sees it. */
export interface ChangeLine {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

const MOST_CHARACTERS = 240;

/** Turns changes into words, with the names that the definition itself gives to its parts. */
export function useChangeWords(before: JsonObject, after: JsonObject) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const durationWords = useDurationWords();
  const language = i18n.language.startsWith("zh") ? "zh-CN" : "en";

  const fieldName = (field: string): string => {
    const key = fieldKey(field);
    return key === undefined ? field : t(`versions.field.${key}`);
  };
  const nameOf = (part: string, id: string): string => {
    const item = partAt(after, part, id) ?? partAt(before, part, id);
    const { name } = fieldsOf(item);
    return isText(name) ? format.text(name) : id;
  };
  const valueText = (value: JsonValue, path: readonly string[]): string => {
    if (isConditionAt(path) && isCondition(value))
      return shorten(conditionText(value, { catalogue: catalogueFor() }, language));
    if (path.at(-2) === "ports" && typeof value === "string") return nameOf("nodes", value);
    if (isText(value)) return format.text(value);
    if (typeof value === "string") return shorten(durationWords(value));
    if (typeof value === "number") return shorten(String(value));
    if (typeof value === "boolean") return value ? t("versions.yes") : t("versions.no");
    const { name } = fieldsOf(value);
    if (isText(name)) return format.text(name);
    const items = itemsOf(value);
    if (items.length > 0 && items.every((item) => typeof item === "string"))
      return shorten(items.join(t("versions.and")));
    return shorten(JSON.stringify(value));
  };
  return {
    /** What a group is about: the node, the rule, or the definition itself. */
    title: ({ part, id }: ChangeGroup): string =>
      part === undefined || id === undefined ? t("versions.itself") : nameOf(part, id),
    line: ({ kind, path, before: was, after: is }: Change): ChangeLine => {
      const inner = path.length > 2 ? path.slice(2) : path;
      const what = inner
        .map((step, index) => (index % 2 === 1 && isIdStep(inner, index) ? step : fieldName(step)))
        .join(" · ");
      if (kind === "moved") return { what: t("versions.moved", { what }) };
      return {
        what,
        ...(was === undefined ? {} : { before: valueText(was, path) }),
        ...(is === undefined ? {} : { after: valueText(is, path) }),
      };
    },
  };
}

const isIdStep = (path: readonly string[], index: number): boolean => fieldKey(path[index] ?? "") === undefined;

function partAt(definition: JsonObject, part: string, id: string): JsonValue | undefined {
  const place = definition[part];
  return fieldsOf(place)[id] ?? itemsOf(place).find((item) => fieldsOf(item)["id"] === id);
}

/** Words in some languages: every value a string, every key a language tag. */
const isText = (value: JsonValue | undefined): value is Readonly<Record<string, string>> => {
  const entries = Object.entries(fieldsOf(value));
  return (
    entries.length > 0 &&
    entries.every(([tag, words]) => typeof words === "string" && /^[a-z]{2}(-[A-Za-z]+)?$/.test(tag))
  );
};

const shorten = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
