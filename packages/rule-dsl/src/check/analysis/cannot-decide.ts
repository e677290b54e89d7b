import type { BothLanguages } from "../../codes/codes.ts";
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";

/** Where the analysis ends, said by name: no order was looked for there, so none is missing by mistake. */
export function cannotDecide(path: string, what: BothLanguages, reason: BothLanguages): Diagnostic {
  return diagnostic("info", "cannot-decide", path, { what, reason });
}

export const reasons = {
  rows: (count: number): BothLanguages => ({ "zh-CN": `有 ${String(count)} 行`, en: `Rows (${String(count)})` }),
  pairs: (count: number): BothLanguages => ({
    "zh-CN": `有 ${String(count)} 对行可能重叠，`,
    en: `Overlaps of rows (${String(count)})`,
  }),
  gaps: { "zh-CN": "有没有漏接的订单", en: "Whether some order is taken by no row" },
  rules: { "zh-CN": "规则之间的先后", en: "Which rule comes before which" },
  condition: (name: BothLanguages): BothLanguages => name,
  otherFacts: {
    "zh-CN": "条件里比的是另一个字段或算式",
    en: "they compare with other fields or formulas",
  },
  computedResults: {
    "zh-CN": "结果是算出来的，不知道谁排在前面",
    en: "their results are computed, so which of them comes first is not known",
  },
  tooMany: { "zh-CN": "写开后的情形太多", en: "written out, there are too many alternatives" },
  tooMuch: { "zh-CN": "要比的组合太多", en: "there are too many combinations to compare" },
  noOrder: { "zh-CN": "造不出一个订单来证明", en: "no order could be made that shows it" },
} as const;
