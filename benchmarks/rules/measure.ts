import type { Answer, Contender } from "./contenders.ts";

const now = (): number => performance.now();

/** Orders per second, the best of a few rounds: what another process took of the core is not the engine's. */
export async function speedOf(contender: Contender, rounds = 3): Promise<number> {
  let best = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const isWarmUp = round === 0;
    const speed = await once(contender, isWarmUp ? 150 : 400);
    if (!isWarmUp) best = Math.max(best, speed);
  }
  return best;
}

/** Runs over the orders, again and again, for at least `leastMs`. */
async function once(contender: Contender, leastMs: number): Promise<number> {
  const begin = now();
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
    spent = now() - begin;
  } while (spent < leastMs);
  if (held > done) throw new Error("more answers than questions");
  return (done / spent) * 1000;
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

/** The shortest of a few runs, in milliseconds. */
export function bestOf(rounds: number, run: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const begin = now();
    run();
    best = Math.min(best, now() - begin);
  }
  return best;
}

/** How often a second, the best of a few rounds. */
export function perSecond(run: () => unknown): number {
  let best = 0;
  for (let round = 0; round < 4; round += 1) {
    const begin = now();
    let done = 0;
    let spent = 0;
    do {
      for (let batch = 0; batch < 20; batch += 1) run();
      done += 20;
      spent = now() - begin;
    } while (spent < 300);
    if (round > 0) best = Math.max(best, (done / spent) * 1000);
  }
  return best;
}
