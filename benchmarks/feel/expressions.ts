/** What people write into rules, tables and fields, from a comparison to a small program, and orders to hold it against. */

export interface BenchExpression {
  readonly what: string;
  readonly text: string;
}

export const expressions: readonly BenchExpression[] = [
  { what: "threshold", text: "order.total > 500" },
  { what: "two thresholds", text: "order.total >= 200 and order.total < 3000" },
  { what: "text in a list", text: 'order.channel in ("tmall", "douyin", "jd")' },
  { what: "range", text: "order.total in [100..700)" },
  {
    what: "several conditions",
    text: 'order.customer.level = "gold" and (order.total > 300 or count(order.lines) > 3)',
  },
  { what: "else-if", text: 'if order.total > 2000 then "review" else if order.total > 500 then "check" else "pass"' },
  { what: "money", text: "order.total * 0.13 + order.shippingFee - order.discount" },
  { what: "percentage", text: "decimal(order.discount / order.total * 100, 2)" },
  { what: "credit", text: "vars.credit.used + order.total <= vars.credit.limit" },
  { what: "sum over lines", text: "sum(for line in order.lines return line.price * line.quantity)" },
  { what: "projection", text: "sum(order.lines.quantity)" },
  { what: "filter", text: "count(order.lines[quantity > 2])" },
  { what: "filter with item", text: "order.scores[item > 50]" },
  { what: "some", text: 'some line in order.lines satisfies starts with(line.sku, "COLD-")' },
  { what: "every", text: "every line in order.lines satisfies line.quantity <= 5 and line.price > 0" },
  { what: "texts", text: 'upper case(substring(order.shipTo.city, 1, 2)) + "-" + string(count(order.lines))' },
  { what: "contains", text: 'contains(lower case(order.note), "gift")' },
  { what: "context", text: "{net: order.total - order.discount, tax: net * 0.13, gross: net + tax}.gross" },
  { what: "function", text: "(function(price, rate) price * (1 + rate))(order.total, 0.13)" },
  { what: "date", text: 'date("2026-11-11") + duration("P3D") > date("2026-11-13")' },
  { what: "aggregates", text: "max(order.scores) - min(order.scores) + mean(order.scores)" },
  { what: "sorted", text: "sort(order.scores, function(a, b) a < b)[1]" },
];

const channels = ["tmall", "jd", "douyin", "web", "store"];
const levels = ["gold", "silver", "member"];
const cities = ["hangzhou", "beijing", "chengdu", "urumqi"];

/** Facts of `count` orders, each another. */
export function benchFacts(count: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_none, place) => ({
    order: {
      total: ((place * 137) % 4000) + 0.5,
      shippingFee: 12,
      discount: (place * 7) % 90,
      channel: channels[place % channels.length],
      customer: { level: levels[place % levels.length] },
      shipTo: { city: cities[place % cities.length] },
      note: place % 3 === 0 ? "Gift wrap please" : "-",
      scores: Array.from({ length: 6 }, (_score, at) => (place * 31 + at * 17) % 101),
      lines: Array.from({ length: 1 + (place % 5) }, (_line, at) => ({
        sku: `${at % 2 === 0 ? "COLD" : "DRY"}-${String(at)}`,
        price: 9.9 + at * 10,
        quantity: 1 + ((place + at) % 4),
      })),
    },
    vars: { credit: { used: place * 3, limit: 2000 } },
  }));
}
