import { expect, test } from "vitest";
import type { ConnectorDefinition } from "../schema/connector.ts";
import type { Definition, DefinitionKind } from "../schema/definition.ts";
import { fixtureDefinitions } from "../testing/fixtures.ts";
import { check } from "./check.ts";
import type { CheckContext } from "./check-context.ts";

const definitions = fixtureDefinitions();
const connectors = new Map(definitions.flatMap((one) => (one.kind === "connector" ? [[one.id, one] as const] : [])));
const context: CheckContext = {
  definition: (kind: DefinitionKind, id: string) => definitions.find((one) => one.kind === kind && one.id === id),
  action: (connector: string, action: string) => actionsOf(connectors.get(connector))[action],
  connector: (id: string) => connectors.has(id),
};
const actionsOf = (connector: ConnectorDefinition | undefined): ConnectorDefinition["actions"] =>
  connector?.actions ?? {};
const errors = (definition: Definition, within: CheckContext): string[] =>
  check(definition, within).flatMap(({ severity, path, message }) =>
    severity === "error" ? [`${path} ${message.en}`] : [],
  );

test.each(definitions.map((one) => [`${one.kind} ${one.id}`, one] as const))(
  "%s passes the check",
  (_name, definition) => {
    expect(errors(definition, context)).toEqual([]);
  },
);
