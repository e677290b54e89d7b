import { Decimal } from "../expression/numbers.ts";
import type { ScoreDecision } from "../schema/decision.ts";

type Criteria = ScoreDecision["criteria"];

const whole = 100;
const places = 2;

/**
 * The criteria with `weight` percent for one of them; the others share the rest in the proportion they had, or equally
 * where they had none. Weights come out in hundredths of a percent and sum to 100 exactly: what rounding leaves goes to
 * the largest of the others. Undefined when there is no such criterion, or the weight is no percentage.
 */
export function reweighed(criteria: Criteria, id: string, weight: number): Criteria | undefined {
  if (!criteria.some((criterion) => criterion.id === id) || !(weight >= 0 && weight <= whole)) return undefined;
  const others = criteria.filter((criterion) => criterion.id !== id);
  const rest = new Decimal(whole).sub(weight);
  if (others.length === 0) return weight === whole ? criteria : undefined;
  const before = others.reduce((sum, criterion) => sum.add(criterion.weight), new Decimal(0));
  const shares = others.map(({ weight: own }) =>
    (before.isZero() ? rest.div(others.length) : rest.mul(own).div(before)).toDecimalPlaces(places),
  );
  const largest = shares.reduce((best, share, place) => (share.gt(shares[best] ?? 0) ? place : best), 0);
  const left = rest.sub(shares.reduce((sum, share) => sum.add(share), new Decimal(0)));
  const given = shares.map((share, place) => (place === largest ? share.add(left) : share).toNumber());
  const byId = new Map(others.map((criterion, place) => [criterion.id, given[place] ?? 0]));
  return criteria.map((criterion) => ({ ...criterion, weight: byId.get(criterion.id) ?? weight }));
}
