import { type Definition, type Diagnostic, diagnostic } from "@orderloom/rule-dsl";

/** What the language can say and this runtime does not keep yet: publishing it would be deciding on nothing. */
const absent = {
  metrics: { "zh-CN": "指标", en: "metrics" },
} as const;
type Absent = keyof typeof absent;

/** Text that only people read. */
const spoken: ReadonlySet<string> = new Set(["name", "description", "note", "message"]);

/** Errors for every place of a definition that depends on a metric (S21). */
export function notRunYet(definition: Definition): readonly Diagnostic[] {
  if (definition.kind === "metric") return [finding("metrics", "")];
  return definition.kind === "workflow" || definition.kind === "decision" ? search(definition, "") : [];
}

const finding = (what: Absent, path: string): Diagnostic =>
  diagnostic("error", "not-run-yet", path, { what: absent[what] });

function search(value: unknown, path: string): readonly Diagnostic[] {
  if (typeof value === "string") return readsIn(value).map((what) => finding(what, path));
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, `${path}/${String(index)}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const place = `${path}/${key}`;
    if (key === "fact" && item === "metrics") return [finding(item, place)];
    if (key === "until" && typeof item === "object" && item !== null && "metric" in item)
      return [finding("metrics", place)];
    return spoken.has(key) ? [] : search(item, place);
  });
}

/** An expression that reads one: `metrics.channelOrdersGrowth.state = "held"`. */
function readsIn(text: string): readonly Absent[] {
  return (["metrics"] as const).filter((root) => new RegExp(`(^|[^.\\w])${root}\\.[a-z]`).test(text));
}
