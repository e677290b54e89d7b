import type { Answer, Contender } from "./contenders.ts";

/**
 * Milliseconds of processor time of this process, over all of its threads: so a figure is per core, and what other
 * programs take of a shared machine does not count.
 */
function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** An engine that needs longer than this for its orders is timed once. */
const slowMs = 1000;

/** Orders per second of one core, the best of a few rounds. */
export async function speedOf(contender: Contender, rounds = 3): Promise<number> {
  const warmUp = await once(contender, 150);
  if (warmUp.spent > slowMs) return warmUp.perSecond;
  let best = 0;
  for (let round = 0; round < rounds; round += 1) best = Math.max(best, (await once(contender, 300)).perSecond);
  return best;
}

/** Runs over the orders, again and again, for at least `leastMs`. */
async function once(
  contender: Contender,
  leastMs: number,
): Promise<{ readonly perSecond: number; readonly spent: number }> {
  const begin = spentMs();
  let done = 0;
  let held = 0;
  let spent = 0;
  do {
    for (let order = 0; order < contender.orders; order += 1) {
      const answer = contender.answer(order);
      // To wait for what is there already would be timed as well.
      if ((answer instanceof Promise ? await answer : answer) !== null) held += 1;
    }
    done += contender.orders;
    spent = spentMs() - begin;
  } while (spent < leastMs);
  if (held > done) throw new Error("more answers than questions");
  return { perSecond: (done / spent) * 1000, spent };
}

/** Every engine must say the same of every order it is timed on. */
export async function mustAgree(judge: Contender, others: readonly Contender[]): Promise<number> {
  let compared = 0;
  for (const other of others) {
    for (let order = 0; order < Math.min(judge.orders, other.orders); order += 1) {
      const [expected, found]: readonly Answer[] = [await judge.answer(order), await other.answer(order)];
      compared += 1;
      if (expected !== found)
        throw new Error(`order ${String(order)}: ${judge.name} ${String(expected)}, ${other.name} ${String(found)}`);
    }
  }
  return compared;
}

/** The shortest of a few runs, in milliseconds of one core. */
export function bestOf(rounds: number, run: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const begin = spentMs();
    run();
    best = Math.min(best, spentMs() - begin);
  }
  return best;
}

/** How often a second, the best of a few rounds. */
export function perSecond(run: () => unknown): number {
  let best = 0;
  for (let round = 0; round < 4; round += 1) {
    const begin = spentMs();
    let done = 0;
    let spent = 0;
    do {
      for (let batch = 0; batch < 20; batch += 1) run();
      done += 20;
      spent = spentMs() - begin;
    } while (spent < 300);
    if (round > 0) best = Math.max(best, (done / spent) * 1000);
  }
  return best;
}
