import type { Witness } from "../../diagnostic.ts";
import { catalogueFor } from "../../facts/catalogue.ts";
import { holdsByReference } from "../../reference/evaluate-decision.ts";
import type { Condition, NamedConditions } from "../../schema/condition.ts";
import { all } from "./formula.ts";
import { readCondition } from "./read-condition.ts";
import { readingOf } from "./reading.ts";
import { Space } from "./space.ts";
import { ordersIn } from "./witness.ts";

/** A condition with the named ones it may use; absent: it takes every order. */
export interface Taking {
  readonly takes?: Condition | undefined;
  readonly conditions?: NamedConditions | undefined;
}

const MOST_BOXES = 16;

/** An order that both conditions take, made up and evaluated; undefined where none could be made. */
export function commonOrder(one: Taking, other: Taking): Witness | undefined {
  const formulas = [one, other].map(({ takes, conditions }) =>
    takes === undefined ? all() : readCondition(takes, readingOf(catalogueFor(), conditions)),
  );
  const space = Space.of(formulas);
  const boxes = space.boxesOf(all(...formulas)) ?? [];
  return boxes
    .slice(0, MOST_BOXES)
    .flatMap((box) => ordersIn(box, space.axes, undefined))
    .find(({ facts }) =>
      [one, other].every(
        ({ takes, conditions }) =>
          takes === undefined || holdsByReference(takes, facts, conditions === undefined ? {} : { conditions }),
      ),
    )?.witness;
}
