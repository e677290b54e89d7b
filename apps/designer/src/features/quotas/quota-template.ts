import type { LocalizedText, QuotaDefinition } from "@orderloom/rule-dsl";

const ID = /^[a-z][A-Za-z0-9]{0,59}$/;

/** Quotas are facts: their names have no hyphen, for FEEL reads one as minus (S18). */
export const isQuotaId = (id: string): boolean => ID.test(id);

/** An id out of a name's Latin words, `Cleanser gift` as `cleanserGift`; a name without any is counted. */
export function quotaId(name: string, taken: ReadonlySet<string>): string {
  const [first = "quota", ...others] = name.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? [];
  const base = [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("").slice(0, 50);
  if (!taken.has(base)) return base;
  for (let count = 2; ; count += 1) if (!taken.has(`${base}${String(count)}`)) return `${base}${String(count)}`;
}

/** What a new quota begins as: one for each customer, so many in all. */
export function quotaTemplate(id: string, name: LocalizedText): QuotaDefinition {
  return {
    kind: "quota",
    schemaVersion: 1,
    id,
    name,
    allow: [
      {
        id: "customer",
        name: { "zh-CN": "这位客户有过了", en: "This customer had theirs" },
        amount: 1,
        by: ["=order.customer.identity"],
      },
      { id: "campaign", name: { "zh-CN": "名额用完了", en: "None is left" }, amount: 2000 },
    ],
  };
}
