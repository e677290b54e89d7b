import type { Catalogue } from "../../facts/catalogue.ts";
import type { NamedConditions } from "../../schema/condition.ts";
import type { Subject } from "./subject.ts";

/** By what a condition is read. */
export interface Reading {
  readonly catalogue: Catalogue;
  readonly conditions: NamedConditions;
  readonly timeZone: string;
  readonly baseCurrency: string;
  /** What `?` stands for, in a cell. */
  readonly input?: Subject;
}

export const readingOf = (catalogue: Catalogue, conditions: NamedConditions = {}): Reading => ({
  catalogue,
  conditions,
  timeZone: "Asia/Shanghai",
  baseCurrency: "CNY",
});
