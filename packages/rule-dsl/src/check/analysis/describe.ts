/** A box in words: `客户等级是 gold，逾期天数 > 7`. */
import type { BothLanguages, Language } from "../../codes/codes.ts";
import { spaced } from "../../explain/event-words.ts";
import { formatValue } from "../../explain/format-value.ts";
import type { Catalogue } from "../../facts/catalogue.ts";
import type { Field } from "../../facts/field.ts";
import type { Axis } from "./axis.ts";
import type { Box } from "./box.ts";
import { includes } from "./cell-set.ts";
import type { Subject } from "./subject.ts";
import type { Piece } from "./value-set.ts";
import { textOfScale } from "./scales.ts";

/** What a subject is called, where the catalogue does not say: the columns of a table. */
export interface Naming {
  readonly catalogue: Catalogue;
  readonly names?:
    ReadonlyMap<string, { readonly name: BothLanguages; readonly unit?: string | undefined }> | undefined;
}

const MOST_SIDES = 4;
const MOST_VALUES = 5;

export function describeBox(box: Box, axes: readonly Axis[], naming: Naming): BothLanguages {
  const inLanguage = (lang: Language): string => {
    const sides = [...box.sides].flatMap(([place, cells]) => {
      const axis = axes[place];
      if (axis === undefined || axis.subject.key.startsWith("? ") || includes(cells, axis.everything)) return [];
      const say = new Speaker(axis.subject, naming, lang);
      return includes(cells, axis.present)
        ? [say.isThere()]
        : [
            axis
              .piecesOf(cells)
              .map((piece) => say.piece(piece))
              .join(say.or),
          ];
    });
    if (sides.length === 0) return lang === "zh-CN" ? "任何订单" : "any order";
    const more = sides.length > MOST_SIDES ? (lang === "zh-CN" ? "，等" : ", and more") : "";
    return sides.slice(0, MOST_SIDES).join(lang === "zh-CN" ? "，" : ", ") + more;
  };
  return { "zh-CN": spaced(inLanguage("zh-CN")), en: inLanguage("en") };
}

class Speaker {
  readonly or: string;
  private readonly label: string;
  private readonly field: Pick<Field, "type" | "unit" | "values" | "usual"> | undefined;
  private readonly lang: Language;
  private readonly subject: Subject;
  private readonly naming: Naming;

  constructor(subject: Subject, naming: Naming, lang: Language) {
    const { catalogue, names } = naming;
    this.naming = naming;
    const own = names?.get(subject.key) ?? differenceName(subject, { catalogue, names });
    const known = subject.path === undefined ? undefined : catalogue.fieldAt(subject.path);
    this.subject = subject;
    this.lang = lang;
    this.or = lang === "zh-CN" ? " 或 " : " or ";
    this.label = own?.name[lang] ?? known?.name[lang] ?? subject.path ?? subject.expression ?? subject.key;
    const unit = own?.unit;
    this.field = unit === undefined ? known : { ...known, type: known?.type ?? "number", unit };
  }

  isThere(): string {
    return this.lang === "zh-CN" ? `有${this.label}` : `${this.label} is there`;
  }

  piece(piece: Piece): string {
    const { label, lang } = this;
    switch (piece.kind) {
      case "missing":
        return lang === "zh-CN" ? `没有${label}` : `no ${label}`;
      case "logical":
        return this.logical(piece.value);
      case "texts":
        return this.texts(piece.values, piece.except === true);
      case "order":
        return this.order(piece);
    }
  }

  private logical(value: boolean): string {
    const { label, lang, subject } = this;
    if (subject.member === undefined)
      return lang === "zh-CN" ? `${label}：${value ? "是" : "否"}` : `${label}: ${value ? "yes" : "no"}`;
    const member = this.value(subject.member);
    if (lang === "zh-CN") return `${label}里${value ? "有" : "没有"}${member}`;
    return `${label} ${value ? "has" : "lacks"} ${member}`;
  }

  private texts(values: readonly string[], except: boolean): string {
    const { label, lang } = this;
    if (except && values.length === 0) return this.isThere();
    const shown = values.slice(0, MOST_VALUES).map((value) => this.value(value));
    const list =
      shown.join(lang === "zh-CN" ? "、" : ", ") +
      (values.length > MOST_VALUES ? (lang === "zh-CN" ? "等" : " …") : "");
    if (lang === "zh-CN") return `${label}${except ? "不是" : "是"}${list}`;
    return `${label} is ${except ? "not " : ""}${list}`;
  }

  private order(piece: Extract<Piece, { kind: "order" }>): string {
    const { label } = this;
    const against = this.against(piece);
    if (against !== undefined) return against;
    const from = Number.isFinite(piece.from) ? this.value(textOfScale(piece.from, piece.scale)) : undefined;
    const to = Number.isFinite(piece.to) ? this.value(textOfScale(piece.to, piece.scale)) : undefined;
    if (from !== undefined && piece.from === piece.to) return `${label} = ${from}`;
    const above = piece.fromIncluded ? "≥" : ">";
    const below = piece.toIncluded ? "≤" : "<";
    if (from === undefined) return to === undefined ? this.isThere() : `${label} ${below} ${to}`;
    if (to === undefined) return `${label} ${above} ${from}`;
    return `${from} ${piece.fromIncluded ? "≤" : "<"} ${label} ${below} ${to}`;
  }

  /** One field against another: `订单金额 > limit`. */
  private against({ from, to, fromIncluded, toIncluded }: Extract<Piece, { kind: "order" }>): string | undefined {
    const { difference } = this.subject;
    if (difference === undefined) return undefined;
    const [left, right] = [difference.left, difference.right].map((one) => labelOf(one, this.naming)[this.lang]);
    const say = (sign: string): string => `${left ?? ""} ${sign} ${right ?? ""}`;
    if (from === 0 && to === 0) return say("=");
    if (from === 0 && to === Infinity) return say(fromIncluded ? "≥" : ">");
    return to === 0 && from === -Infinity ? say(toIncluded ? "≤" : "<") : undefined;
  }

  private value(value: Parameters<typeof formatValue>[0]): string {
    return formatValue(value, this.field, { lang: this.lang, baseCurrency: "CNY", timeZone: "Asia/Shanghai" });
  }
}

function labelOf(subject: Subject, { catalogue, names }: Naming): BothLanguages {
  const known = subject.path === undefined ? undefined : catalogue.fieldAt(subject.path);
  const text = subject.path ?? subject.expression ?? subject.key;
  return names?.get(subject.key)?.name ?? known?.name ?? { "zh-CN": text, en: text };
}

function differenceName(
  { difference }: Subject,
  naming: Naming,
): { name: BothLanguages; unit?: undefined } | undefined {
  if (difference === undefined) return undefined;
  const [left, right] = [labelOf(difference.left, naming), labelOf(difference.right, naming)];
  return { name: { "zh-CN": `${left["zh-CN"]} − ${right["zh-CN"]}`, en: `${left.en} − ${right.en}` } };
}
