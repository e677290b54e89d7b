import type { CheckContext } from "../check/check-context.ts";
import { fixtureConnectors, fixtureDefinitions } from "./fixtures.ts";

const definitions = fixtureDefinitions();
const connectors = fixtureConnectors();
const connectorOf = (id: string): (typeof connectors)[number] | undefined => connectors.find((one) => one.id === id);

/** Everything that the fixtures refer to, as a host would look it up. */
export const fixtureContext: CheckContext = {
  definition: (kind, id) => definitions.find((one) => one.kind === kind && one.id === id),
  all: () => definitions,
  action: (connector, action) => connectorOf(connector)?.actions[action],
  connector: (id) => connectorOf(id) !== undefined,
  stages: ["received", "review", "gift", "release", "shipped"],
  calendars: ["office-hours"],
};
