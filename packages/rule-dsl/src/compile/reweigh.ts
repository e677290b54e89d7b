import { Decimal } from "../expression/numbers.ts";
import type { ScoreDecision } from "../schema/decision.ts";

type Criteria = ScoreDecision["criteria"];

const whole = 100;
const hundredths = 100;

/**
 * The criteria with `weight` percent for one of them; the others share the rest in the proportion they had, or equally
 * where they had none. Weights come out in hundredths of a percent and sum to 100 exactly: each has its share rounded
 * down, and what is left goes in hundredths to those that lost most by it (largest remainder). Undefined when there is
 * no such criterion, or the weight is no percentage.
 */
export function reweighed(criteria: Criteria, id: string, weight: number): Criteria | undefined {
  if (!criteria.some((criterion) => criterion.id === id) || !(weight >= 0 && weight <= whole)) return undefined;
  const others = criteria.filter((criterion) => criterion.id !== id);
  const rest = new Decimal(whole).sub(weight);
  if (others.length === 0) return weight === whole ? criteria : undefined;
  const given = shared(rest.mul(hundredths), others);
  const byId = new Map(others.map((criterion, place) => [criterion.id, given[place] ?? 0]));
  return criteria.map((criterion) => ({ ...criterion, weight: byId.get(criterion.id) ?? weight }));
}

/** Percentages that sum to `units` hundredths of one. */
function shared(units: Decimal, others: Criteria): readonly number[] {
  const before = others.reduce((sum, criterion) => sum.add(criterion.weight), new Decimal(0));
  const exact = others.map(({ weight }) =>
    before.isZero() ? units.div(others.length) : units.mul(weight).div(before),
  );
  const down = exact.map((share) => share.floor());
  let left = units.sub(down.reduce((sum, share) => sum.add(share), new Decimal(0)));
  const lost = exact.map((share, place) => ({ place, by: share.sub(down[place] ?? 0) }));
  for (const { place } of lost.toSorted((one, other) => other.by.cmp(one.by))) {
    const more = Decimal.min(1, left);
    down[place] = (down[place] ?? new Decimal(0)).add(more);
    left = left.sub(more);
  }
  return down.map((share) => share.div(hundredths).toNumber());
}
