import { Type } from "typebox";
import { Check } from "typebox/value";
import { Condition, conditionDefs } from "./condition.ts";

const Holder = Type.Object({ condition: Condition }, conditionDefs);

/** Whether a value reads as a condition: a draft may hold anything where one should stand. */
export const isCondition = (value: unknown): value is Condition => Check(Holder, { condition: value });
