import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Facts } from "@orderloom/rule-dsl";
import {
  celJs,
  type Contender,
  jsonLogicChain,
  jsonLogicEngine,
  jsonRulesEngine,
  ours,
  zen,
} from "./rules/contenders.ts";
import { type Figure, machineNow, printJson } from "./figure.ts";
import { measureFeel } from "./feel/measure-feel.ts";
import { asTable } from "./rules/as-table.ts";
import { bestOf, mustAgree, perSecond, speedOf } from "./rules/measure.ts";
import { orderFacts } from "./rules/orders.ts";
import { type BenchRule, nestedRules, thresholdRules } from "./rules/rule-sets.ts";
import { scoring } from "./rules/scoring.ts";

/*
 * Decisions per second on one core, five engines on the same rules and orders in one process, their answers compared
 * before any of them is timed. Ours is `compile(definition)` and `evaluate(facts)`, as the runtime calls them.
 */

const ORDERS = 10_000;
const asJson = process.argv.includes("--json");

const facts = orderFacts(ORDERS);
const figures: Figure[] = [];

const speeds = new Map<number, number>();
for (const size of [10, 100, 1000, 10_000]) {
  const figure = await raced(`rules-${String(size)}`, nestedRules(size));
  speeds.set(size, figure.value);
}
await raced("thresholds-10000", thresholdRules(10_000));
feel();
await tracing();
build();
score();
memory();
growth();
if (process.argv.includes("--table")) process.stdout.write(`\n${asTable({ machine: machineNow(), figures })}\n`);
if (asJson) printJson("rules", figures);

async function raced(id: string, rules: readonly BenchRule[]): Promise<Figure> {
  const our = ours(rules, facts);
  const others = [jsonRulesEngine, jsonLogicEngine, jsonLogicChain, celJs, zen]
    .filter((make) => make !== jsonLogicChain || rules.length <= 1000)
    .map((make) => make(rules, facts));
  const compared = await mustAgree(our, others);
  const value = await speedOf(our);
  const found: (readonly [string, number])[] = [];
  for (const other of others) found.push([other.name, await speedOf(other)]);
  return told(id, value, "orders/s", fastest(found), `${String(compared)} answers compared`);
}

/** json-logic-engine runs as a chain and as one function a rule; the faster of the two counts. */
function fastest(found: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const names = [...new Set(found.map(([name]) => name))];
  return names.map((name) => [name, Math.max(...found.filter(([each]) => each === name).map(([, value]) => value))]);
}

function told(
  id: string,
  value: number,
  unit: string,
  others: readonly (readonly [string, number])[] = [],
  note = "",
): Figure {
  const better = unit === "ms" ? (other: number) => other / value : (other: number) => value / other;
  const baselines = others.map(([name, other]) => ({ name, value: rounded(other), ratio: rounded(better(other)) }));
  const figure = { id, value: rounded(value), unit, baselines };
  figures.push(figure);
  process.stdout.write(`${id.padEnd(18)} ${String(figure.value).padStart(10)} ${unit}   ${note}\n`);
  for (const { name, value: other, ratio } of baselines)
    process.stdout.write(`  ${name.padEnd(18)} ${String(other).padStart(10)}   x ${String(ratio)}\n`);
  return figure;
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

function feel(): void {
  const { value, feelin, compared } = measureFeel();
  told("feel", value, "expressions/s", [["feelin", feelin]], `${String(compared)} answers compared`);
}

/** With the trace that explains it afterwards, as the runtime asks for it. */
async function tracing(): Promise<void> {
  for (const size of [10, 1000, 10_000]) {
    const traced = await speedOf(ours(nestedRules(size), facts.slice(0, 200), true));
    told(`trace-${String(size)}`, traced, "orders/s", [["without trace", speeds.get(size) ?? traced]]);
  }
}

/** From the definition to the first answer. */
function build(): void {
  const rules = nestedRules(10_000);
  const [first = {}] = facts;
  const built = (make: (rules: readonly BenchRule[], facts: readonly Facts[]) => Contender, rounds: number): number =>
    bestOf(rounds, () => void make(rules, [first]).answer(0));
  const others = [
    ["json-rules-engine", jsonRulesEngine],
    ["json-logic-engine", jsonLogicEngine],
    ["cel-js", celJs],
    ["zen-engine", zen],
  ] as const;
  told(
    "build-10000",
    built(ours, 5),
    "ms",
    others.map(([name, make]) => [name, built(make, 1)]),
  );
}

function score(): void {
  told("score-50x12", perSecond(scoring(50)), "rankings/s");
}

/** What a compiled set of 10,000 rules holds beside its definition, once every order has been decided by it. */
function memory(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void; // the collector, as just exposed
  const rules = nestedRules(10_000);
  collect();
  const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const kept = ours(rules, facts);
  const built = used(collect) - before;
  for (let order = 0; order < ORDERS; order += 1) void kept.answer(order);
  const warm = used(collect) - before;
  told("memory-10000", built / 1e6, "MB", [["after 10,000 orders", warm / 1e6]]);
  void kept.answer(0);
}

function used(collect: () => void): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function growth(): void {
  const few = speeds.get(10) ?? Number.NaN;
  told("growth-10-10000", few / (speeds.get(10_000) ?? Number.NaN), "times slower");
}
