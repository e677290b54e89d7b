import type { ActionManifest, ConnectorDefinition } from "@orderloom/rule-dsl";
import type { ConnectorSource } from "./connector.ts";
import type { Action } from "./define-action.ts";
import { plainSchema } from "./schema-check.ts";

/** What a connector says of itself, as JSON: the catalogue, the checker and the screens read this and no code. */
export function manifestOf(source: ConnectorSource): ConnectorDefinition {
  const { hosts, secrets, personalData } = source.grants ?? {};
  return {
    kind: "connector",
    schemaVersion: 1,
    id: source.id,
    version: source.version,
    name: source.name,
    ...present({
      description: source.description,
      vendor: source.vendor,
      auth: source.auth,
      config: source.config && plainSchema(source.config),
      grants:
        source.grants &&
        present({
          hosts: hosts && [...hosts],
          secrets: secrets && [...secrets],
          personalData: personalData && [...personalData],
        }),
      service: source.service,
      limits: source.limits,
    }),
    actions: Object.fromEntries(Object.entries(source.actions).map(([id, action]) => [id, actionManifest(action)])),
  };
}

function actionManifest(action: Action): ActionManifest {
  const outcomes = Object.entries(action.outcomes).map(([id, { name, output }]) => ({
    id,
    name,
    ...present({ output: output && plainSchema(output) }),
  }));
  return {
    name: action.name,
    idempotency: action.idempotency,
    effect: action.effect,
    input: plainSchema(action.input),
    output: plainSchema(action.output),
    ...present({
      description: action.description,
      commits: action.commits === true ? true : undefined,
      query: action.query,
      outcomes: outcomes.length > 0 ? outcomes : undefined,
      timeout: action.timeout,
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined: absent means default, and a default is not written out. */
function present<T extends object>(fields: T): Present<T> {
  // Only entries without a value are left out, which is what the type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
