import { type JsonObject, type JsonValue, QUOTA_CONNECTOR } from "@orderloom/rule-dsl";

/** A place in a definition that names another one. `path` is a JSON Pointer. */
export interface Reference {
  readonly kind: string;
  readonly id: string;
  readonly path: string;
  /** Where one version is pinned. */
  readonly version?: number;
  /** Of a connector; `take` where a quota is taken from and not read. */
  readonly action?: string;
}

/** Text that only people read. */
const spoken: ReadonlySet<string> = new Set(["name", "description", "note", "message"]);

/** Every reference of a definition, right or half-finished: what is no map of the expected form names nothing. */
export function referencesOf(definition: JsonObject): readonly Reference[] {
  return search(definition, "", undefined);
}

function search(value: JsonValue, path: string, key: string | undefined): Reference[] {
  if (typeof value === "string") return readIn(value, path);
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => search(item, `${path}/${index}`, key));
  if (typeof value !== "object" || value === null) return [];
  // No list and no null: what is left of JSON's objects is a map.
  const map = value as JsonObject;
  const inside = Object.entries(map).flatMap(([name, item]) =>
    spoken.has(name) ? [] : search(item, `${path}/${escaped(name)}`, name),
  );
  return [...namedBy(map, path, key), ...inside];
}

/** What a map of this form names itself: a node by its type, an action, a condition's fact, what a wait ends by. */
function namedBy(map: JsonObject, path: string, key: string | undefined): Reference[] {
  const version = typeof map["version"] === "number" ? { version: map["version"] } : {};
  const named = (kind: string, field: string, more = {}): Reference[] => {
    const id = map[field];
    return typeof id === "string" ? [{ kind, id, path: `${path}/${field}`, ...more }] : [];
  };
  switch (map["type"]) {
    case "decision":
      return named("decision", "decision", version);
    case "subworkflow":
      return named("workflow", "workflow", version);
    case "task":
      return named("form", "form");
    default:
  }
  if (key === "action" && typeof map["name"] === "string")
    return named("connector", "connector", { action: map["name"] });
  if (typeof map["action"] === "object" && isQuotaCall(map["action"])) return takenFrom(map, path);
  if (key === "calls") return named("decision", "decision", version);
  if (key === "until") return [...named("metric", "metric"), ...named("quota", "quota")];
  return measured(map, path);
}

function isQuotaCall(action: JsonValue): boolean {
  return typeof action === "object" && action !== null && "connector" in action && action.connector === QUOTA_CONNECTOR;
}

/** A node, or its compensation, that takes from a quota or gives back to it. */
function takenFrom({ input }: JsonObject, path: string): Reference[] {
  const quota = typeof input === "object" && input !== null && "quota" in input ? input.quota : undefined;
  if (typeof quota !== "string" || quota.startsWith("=")) return [];
  return [{ kind: "quota", id: quota, path: `${path}/input/quota`, action: "take" }];
}

const measures = { metrics: "metric", quotas: "quota" } as const;

/** `{fact: "metrics", path: "$.growth.state"}`. */
function measured({ fact, path: within }: JsonObject, path: string): Reference[] {
  if ((fact !== "metrics" && fact !== "quotas") || typeof within !== "string") return [];
  const id = /^\$\.(\w+)/.exec(within)?.[1];
  return id === undefined ? [] : [{ kind: measures[fact], id, path: `${path}/path` }];
}

/** Metrics and quotas that an expression reads: `metrics.channelOrdersGrowth.state`. */
function readIn(text: string, path: string): Reference[] {
  const ids = new Map<string, Reference>();
  for (const [, root, id = ""] of text.matchAll(/(?<![.\w])(metrics|quotas)\.(\w+)/g)) {
    const kind = root === "metrics" ? "metric" : "quota";
    ids.set(`${kind}/${id}`, { kind, id, path });
  }
  return [...ids.values()];
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
