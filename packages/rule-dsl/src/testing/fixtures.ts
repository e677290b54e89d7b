import { readdirSync, readFileSync } from "node:fs";
import type { Definition } from "../schema/definition.ts";
import type { ConnectorDefinition } from "../schema/connector.ts";
import type { OrderInput } from "../schema/order.ts";

const folder = new URL("../../fixtures/", import.meta.url);

/** A document of the fixtures by its file name, such as `gift-binding.decision.json`. A fresh copy each time. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8")) as unknown;
}

/** Every definition of the fixtures. `check` finds no error in any of them: that is the first test. */
export function fixtureDefinitions(): readonly Definition[] {
  const names = readdirSync(folder).filter((name) =>
    /\.(workflow|decision|form|metric|quota|connector|template)\.json$/.test(name),
  );
  // The fixtures are checked as definitions by check/fixtures.test.ts.
  return names.sort().map((name) => fixture(name) as Definition);
}

export function fixtureConnectors(): readonly ConnectorDefinition[] {
  return fixtureDefinitions().filter((one) => one.kind === "connector");
}

/** The order of the fixtures as a channel sends it. */
export function fixtureOrder(): OrderInput {
  // Parsed as an order by order/receive-order.test.ts.
  return fixture("order.json") as OrderInput;
}
