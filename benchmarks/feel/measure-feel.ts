/**
 * Ours against feelin on the same expressions and the same orders, answers compared first. Ours compiles a text once,
 * as a published rule does; feelin has no such step and reads the text at each evaluation.
 */
import { compileFeel } from "@orderloom/rule-dsl";
import { evaluate } from "feelin";
import { benchFacts, type BenchExpression, expressions } from "./expressions.ts";

export interface FeelRow {
  readonly what: string;
  readonly text: string;
  /** Evaluations per second of processor time. */
  readonly ours: number;
  readonly feelin: number;
  readonly ratio: number;
}

export interface FeelFigures {
  readonly rows: readonly FeelRow[];
  /** Over all expressions, each as often as the others: evaluations per second. */
  readonly value: number;
  readonly feelin: number;
  readonly ratio: number;
  /** Answers that both gave alike before anything was timed. */
  readonly compared: number;
}

interface Timed {
  readonly expression: BenchExpression;
  readonly ours: (place: number) => unknown;
  readonly feelin: (place: number) => unknown;
}

const facts = benchFacts(64);

export function measureFeel(leastMs = 150): FeelFigures {
  const timed = expressions.map(prepare);
  const compared = timed.reduce((sum, each) => sum + mustAgree(each), 0);
  const rows = timed.map(({ expression, ours, feelin }) => {
    const speeds = { ours: speedOf(ours, leastMs), feelin: speedOf(feelin, leastMs) };
    return { ...expression, ...speeds, ratio: speeds.ours / speeds.feelin };
  });
  const value = together(rows.map((row) => row.ours));
  const feelin = together(rows.map((row) => row.feelin));
  return { rows, value, feelin, ratio: value / feelin, compared };
}

function prepare(expression: BenchExpression): Timed {
  const compilation = compileFeel(expression.text);
  if (!compilation.ok) throw new Error(`does not compile: ${expression.text}`);
  const { compiled } = compilation;
  return {
    expression,
    ours: (place) => compiled.evaluate(facts[place] ?? {}).value,
    feelin: (place) => evaluate(expression.text, facts[place] ?? {}).value,
  };
}

/** How many answers were compared; both must give the same for each order. */
function mustAgree({ expression, ours, feelin }: Timed): number {
  for (const place of facts.keys()) {
    const [mine, theirs] = [shown(ours(place)), shown(feelin(place))];
    if (mine !== theirs) throw new Error(`${expression.text} on order ${String(place)}: ${mine}, feelin ${theirs}`);
  }
  return facts.length;
}

/** Numbers to twelve digits: feelin calculates with doubles. */
function shown(value: unknown): string {
  const number = typeof value === "number" || isDecimal(value) ? Number(value) : undefined;
  if (number !== undefined) return String(Number(number.toPrecision(12)));
  return Array.isArray(value) ? `[${value.map(shown).join(", ")}]` : JSON.stringify(value);
}

function isDecimal(value: unknown): boolean {
  return typeof value === "object" && value !== null && "toSignificantDigits" in value;
}

/** Best of three rounds of at least `leastMs`, after one to warm up. */
function speedOf(run: (place: number) => unknown, leastMs: number): number {
  let best = 0;
  for (let round = 0; round < 4; round += 1) {
    const speed = once(run, round === 0 ? leastMs / 3 : leastMs);
    if (round > 0) best = Math.max(best, speed);
  }
  return best;
}

/** Per second of processor time: what other processes take is not the engine's. */
function once(run: (place: number) => unknown, leastMs: number): number {
  const end = performance.now() + leastMs;
  const before = process.cpuUsage();
  let done = 0;
  let kept = 0;
  do {
    for (const place of facts.keys()) if (run(place) !== null) kept += 1;
    done += facts.length;
  } while (performance.now() < end);
  if (kept < 0) throw new Error("unreachable, but keeps the answers alive");
  const { user, system } = process.cpuUsage(before);
  return (done / (user + system)) * 1e6;
}

/** One evaluation of each expression takes the sum of their times. */
function together(speeds: readonly number[]): number {
  return speeds.length / speeds.reduce((sum, speed) => sum + 1 / speed, 0);
}
