import type { Language } from "../codes/codes.ts";
import type { Facts } from "../expression/values.ts";
import { accessor } from "../compile/json-path.ts";
import { type Catalogue, catalogueFor } from "../facts/catalogue.ts";
import type { Field } from "../facts/field.ts";
import type { JsonValue, LocalizedText } from "../schema/common.ts";
import { spaced } from "./event-words.ts";
import { formatValue, type Formatting } from "./format-value.ts";
import { maskByPath } from "./mask.ts";
import type { TracedValue } from "./trace.ts";

/** In which language, by which names, and for whose eyes something is told. */
export interface VoiceOptions {
  readonly lang: Language;
  readonly catalogue?: Catalogue | undefined;
  /** For values a trace only refers to (S19): shown masked, and as hidden without facts. */
  readonly facts?: Facts | undefined;
  /** `reveals`: may see personal values whole. */
  readonly viewer?: { readonly reveals?: boolean } | undefined;
  readonly baseCurrency?: string | undefined;
  readonly timeZone?: string | undefined;
}

export class Voice implements Formatting {
  readonly lang: Language;
  readonly baseCurrency: string;
  readonly timeZone: string;
  private readonly options: VoiceOptions;
  private readonly catalogue: Catalogue;

  constructor(options: VoiceOptions) {
    this.options = options;
    this.lang = options.lang;
    this.baseCurrency = options.baseCurrency ?? "CNY";
    this.timeZone = options.timeZone ?? "Asia/Shanghai";
    this.catalogue = options.catalogue ?? catalogueFor();
  }

  /** The sentence of this language, with `{name}` filled in, and its spaces set. */
  say(zh: string, en: string, parts: Readonly<Record<string, string | number>> = {}): string {
    const text = (this.lang === "zh-CN" ? zh : en).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(parts[name] ?? ""),
    );
    return this.lang === "zh-CN" ? spaced(text) : text;
  }

  list(parts: readonly string[]): string {
    return parts.join(this.lang === "zh-CN" ? "、" : ", ");
  }

  clauses(parts: readonly string[]): string {
    return parts.join(this.lang === "zh-CN" ? "；" : "; ");
  }

  /** An authored name, in this language or the next best one (S41). */
  name(text: LocalizedText | string | undefined, id: string): string {
    if (typeof text === "string") return text;
    return text?.[this.lang] ?? text?.["en"] ?? text?.["zh-CN"] ?? Object.values(text ?? {})[0] ?? id;
  }

  field(path: string): Field | undefined {
    return this.catalogue.fieldAt(path);
  }

  /** What a fact is called: by the catalogue, else as a part of the nearest thing the catalogue has a name for. */
  label(path: string): string {
    const known = this.field(path);
    if (known !== undefined) return known.name[this.lang];
    const parent = path.slice(0, Math.max(0, path.lastIndexOf(".")));
    // A root such as `vars` says nothing about what lies below it.
    if (!parent.includes(".")) return path;
    const name = this.label(parent);
    return name === parent ? path : `${name} ${path.slice(parent.length + 1)}`;
  }

  /** The label of a list inside a longer name: `total line quantity`, but `total SKU`. */
  inner(label: string): string {
    return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  }

  value(value: JsonValue, path?: string): string {
    return formatValue(value, path === undefined ? undefined : this.field(path), this);
  }

  /** A literal that stands beside a fact. Next to a personal one it is masked too, for it may be that very value. */
  literal(value: JsonValue, path: string): string {
    if (this.field(path)?.personal !== true || this.options.viewer?.reveals === true) return this.value(value, path);
    if (Array.isArray(value)) return this.list(value.map((item: JsonValue) => this.literal(item, path)));
    return typeof value === "string" ? (maskByPath(path, value) ?? "****") : this.value(value, path);
  }

  hides(path: string): boolean {
    return this.field(path)?.personal === true && this.options.viewer?.reveals !== true;
  }

  /** `账期 30 天`, `复核：是`: a colon stands where two Chinese words would run together. */
  pair(label: string, value: string): string {
    return this.lang === "zh-CN" && /^[\u4e00-\u9fff]/.test(value) ? `${label}：${value}` : `${label} ${value}`;
  }

  /** What a condition saw. A personal value is looked up in the facts and masked; without facts it is hidden. */
  seen(traced: TracedValue, path: string, item?: { readonly alias: string; readonly value: unknown }): string {
    if ("value" in traced) return this.value(traced.value, path);
    const facts = item === undefined ? this.options.facts : { ...this.options.facts, [item.alias]: item.value };
    const found = facts === undefined ? undefined : accessor(traced.ref.split(".").map((key) => ({ key })))(facts);
    const hidden = this.say("（已隐去）", "(hidden)");
    if (Array.isArray(found)) return this.say("{count} 项", "{count}", { count: found.length });
    if (typeof found === "string" && this.options.viewer?.reveals === true) return found;
    return maskByPath(traced.ref, found) ?? hidden;
  }
}
