import { ZenDecisionContent, ZenEngine } from "@gorules/zen-engine";
import { Environment } from "@marcbachmann/cel-js";
import { compile, type Facts } from "@orderloom/rule-dsl";
import { LogicEngine } from "json-logic-engine";
import { Engine, type TopLevelCondition } from "json-rules-engine";
import { comparableTotals, plainOrder } from "./orders.ts";
import { type BenchRule, conditionOf, decisionOf, ruleId } from "./rule-sets.ts";

/** Which rule holds first; null where none does. */
export type Answer = string | null;

/** An engine that has its rules and its orders in the form it wants. Building is timed apart. */
export interface Contender {
  readonly name: string;
  /** How many orders it is worth to run in one timing, for slow engines take minutes else. */
  readonly orders: number;
  answer(order: number): Answer | Promise<Answer>;
}

export function ours(rules: readonly BenchRule[], facts: readonly Facts[], trace = false): Contender {
  const decision = compile(decisionOf(rules));
  const options = { trace };
  return {
    name: "ours",
    orders: facts.length,
    answer(order) {
      const result = decision.evaluate(facts[order] ?? {}, options);
      if (result.kind !== "value") throw new Error(`no value: ${result.kind}`);
      const { value } = result;
      return value === null ? null : (value as { readonly type: string }).type; // the event of a rule
    },
  };
}

type Plain = ReturnType<typeof plainOrder>;
type Answers = (data: unknown) => unknown;

function plainOrders(facts: readonly Facts[]): readonly Plain[] {
  return facts.map(plainOrder);
}

export function jsonRulesEngine(rules: readonly BenchRule[], facts: readonly Facts[]): Contender {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [place, rule] of rules.entries()) {
    // Our condition is its condition: a group at the root.
    engine.addRule({ conditions: conditionOf(rule) as unknown as TopLevelCondition, event: { type: ruleId(place) } });
  }
  const orders = plainOrders(facts);
  return {
    name: "json-rules-engine",
    orders: sizedFor(rules.length, 20_000),
    async answer(order) {
      const { events } = await engine.run(orders[order]);
      const places = events.map((event) => Number(event.type.slice(1)));
      return places.length === 0 ? null : ruleId(places.reduce((least, place) => Math.min(least, place)));
    },
  };
}

const sizedFor = (rules: number, budget: number): number => Math.max(2, Math.min(10_000, Math.floor(budget / rules)));

export function jsonLogicEngine(rules: readonly BenchRule[], facts: readonly Facts[]): Contender {
  const engine = new LogicEngine();
  const tests = rules.map((rule) => engine.build(logicOf(rule)) as Answers); // what build() makes
  const orders = comparableTotals(facts);
  return {
    name: "json-logic-engine",
    orders: sizedFor(rules.length, 3_000_000),
    answer(order) {
      const data = orders[order];
      for (let place = 0; place < tests.length; place += 1) if (tests[place]?.(data) === true) return ruleId(place);
      return null;
    },
  };
}

/** The whole set as one compiled if-chain, which is faster for few rules. */
export function jsonLogicChain(rules: readonly BenchRule[], facts: readonly Facts[]): Contender {
  const engine = new LogicEngine();
  const chain = rules.flatMap((rule, place) => [logicOf(rule), ruleId(place)]);
  const choose = engine.build({ if: [...chain, null] }) as (data: unknown) => Answer; // one of the ids
  const orders = comparableTotals(facts);
  return { name: "json-logic-engine", orders: facts.length, answer: (order) => choose(orders[order]) };
}

type Logic = { readonly [operator: string]: unknown };
const read = (path: string): Logic => ({ var: path });

function logicOf(rule: BenchRule): Logic {
  const total = read("order.total");
  if (rule.kind === "threshold") {
    const { from, below, quantity } = rule;
    return {
      and: [{ ">=": [total, from] }, { "<": [total, below] }, { ">=": [read("order.lines.0.quantity"), quantity] }],
    };
  }
  const special = {
    and: [{ "===": [read("order.customer.level"), rule.level] }, { in: [read("order.payment.method"), rule.methods] }],
  };
  return {
    and: [
      { or: [{ ">=": [total, rule.from] }, special] },
      { "===": [read("order.channel"), rule.channel] },
      ...(rule.city === undefined ? [] : [{ "===": [read("order.shipTo.city"), rule.city] }]),
      ...(rule.bought === undefined ? [] : [{ "===": [read("order.lines.0.sku"), rule.bought] }]),
      { "!": { "===": [read("order.payment.method"), rule.unlessPaidBy] } },
      { "<": [total, rule.below] },
    ],
  };
}

export function celJs(rules: readonly BenchRule[], facts: readonly Facts[]): Contender {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const tests = rules.map((rule) => environment.parse(celOf(rule)));
  const orders = plainOrders(facts);
  return {
    name: "cel-js",
    orders: sizedFor(rules.length, 1_000_000),
    answer(order) {
      const data = orders[order];
      for (let place = 0; place < tests.length; place += 1) if (tests[place]?.(data) === true) return ruleId(place);
      return null;
    },
  };
}

const text = (value: string): string => JSON.stringify(value);
const decimal = (value: number): string => (Number.isInteger(value) ? `${String(value)}.0` : String(value));

function celOf(rule: BenchRule): string {
  if (rule.kind === "threshold") {
    const band = `order.total >= ${decimal(rule.from)} && order.total < ${decimal(rule.below)}`;
    return `${band} && order.lines[0].quantity >= ${decimal(rule.quantity)}`;
  }
  const methods = rule.methods.map(text).join(", ");
  const special = `order.customer.level == ${text(rule.level)} && order.payment.method in [${methods}]`;
  return [
    `(order.total >= ${decimal(rule.from)} || (${special}))`,
    `order.channel == ${text(rule.channel)}`,
    ...(rule.city === undefined ? [] : [`order.shipTo.city == ${text(rule.city)}`]),
    ...(rule.bought === undefined ? [] : [`order.lines[0].sku == ${text(rule.bought)}`]),
    `!(order.payment.method == ${text(rule.unlessPaidBy)})`,
    `order.total < ${decimal(rule.below)}`,
  ].join(" && ");
}

/** A ZEN decision table, first hit, compiled beforehand. */
export function zen(rules: readonly BenchRule[], facts: readonly Facts[]): Contender {
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(zenTable(rules)));
  const orders = plainOrders(facts);
  return {
    name: "zen-engine",
    orders: sizedFor(rules.length, 1_500_000),
    async answer(order) {
      const { result } = (await decision.evaluate(orders[order])) as { readonly result: { readonly rule?: string } };
      return result.rule ?? null;
    },
  };
}

interface Column {
  readonly id: string;
  readonly field?: string;
  readonly cell: (rule: BenchRule) => string;
}

const nestedColumn = (
  id: string,
  field: string | undefined,
  cell: (rule: Extract<BenchRule, { kind: "nested" }>) => string,
): Column => ({
  id,
  ...(field === undefined ? {} : { field }),
  cell: (rule) => (rule.kind === "nested" ? cell(rule) : ""),
});

const nestedColumns: readonly Column[] = [
  nestedColumn("value", undefined, (rule) => {
    const methods = rule.methods.map(text).join(", ");
    const special = `order.customer.level == ${text(rule.level)} and order.payment.method in [${methods}]`;
    return `order.total >= ${String(rule.from)} or (${special})`;
  }),
  nestedColumn("channel", "order.channel", (rule) => text(rule.channel)),
  nestedColumn("city", "order.shipTo.city", (rule) => (rule.city === undefined ? "" : text(rule.city))),
  nestedColumn("bought", "order.lines[0].sku", (rule) => (rule.bought === undefined ? "" : text(rule.bought))),
  nestedColumn("paid", "order.payment.method", (rule) => `$ != ${text(rule.unlessPaidBy)}`),
  nestedColumn("below", "order.total", (rule) => `< ${String(rule.below)}`),
];
const thresholdColumns: readonly Column[] = [
  {
    id: "total",
    field: "order.total",
    cell: (rule) => (rule.kind === "threshold" ? `[${String(rule.from)}..${String(rule.below)})` : ""),
  },
  {
    id: "quantity",
    field: "order.lines[0].quantity",
    cell: (rule) => (rule.kind === "threshold" ? `>= ${String(rule.quantity)}` : ""),
  },
];

function zenTable(rules: readonly BenchRule[]): object {
  const columns = rules[0]?.kind === "threshold" ? thresholdColumns : nestedColumns;
  const table = {
    hitPolicy: "first",
    inputs: columns.map(({ id, field }) => ({ id, name: id, ...(field === undefined ? {} : { field }) })),
    outputs: [{ id: "rule", name: "rule", field: "rule" }],
    rules: rules.map((rule, place) => ({
      _id: ruleId(place),
      ...Object.fromEntries(columns.map(({ id, cell }) => [id, cell(rule)])),
      rule: text(ruleId(place)),
    })),
  };
  return {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
      { id: "table", name: "table", type: "decisionTableNode", position: { x: 0, y: 0 }, content: table },
      { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "table", type: "edge" },
      { id: "b", sourceId: "table", targetId: "out", type: "edge" },
    ],
  };
}
