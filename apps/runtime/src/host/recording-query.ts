import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { readTurn } from "./aggregate-text.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import type { Effective } from "./effective.ts";
import { instanceStatus } from "./instance-projection.ts";
import type { OrderDocument } from "./order-document.ts";
import type { CallLookUps, RecordedRow } from "./recorded-calls.ts";
import { type Recording, recordingOf } from "./recording.ts";
import { refuse } from "./refuse.ts";

/** A recording and how it ended, for comparison. */
export interface RecordedLife {
  readonly recording: Recording;
  readonly workflow?: { readonly id: string; readonly version: number };
  readonly status?: string;
  readonly outcome?: string;
  readonly endedAt?: number;
}

export interface RecordingQueries {
  /** Of the main workflow, unless another one that the order started is named. */
  recording(orderId: string, workflow?: string): Promise<RecordedLife | Refused>;
}

export interface RecordingQueryParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly connectors: ConnectorRunner;
  readonly effective: Effective;
}

export function createRecordingQueries(parts: RecordingQueryParts): RecordingQueries {
  const { store, scope, effective } = parts;
  return {
    recording: async (orderId, workflow) => {
      const [stored] = await store.load(scope, "order", [orderId]);
      if (!stored) return refuse(404, "order-not-found", { id: orderId });
      const document = JSON.parse(stored.document) as OrderDocument; // written by the host
      const named = document.instances.find((one) =>
        workflow === undefined ? one.role === "main" : one.workflow === workflow,
      );
      if (!named && workflow !== undefined) return refuse(404, "instance-not-found", { id: `${orderId}/${workflow}` });
      const rows = (await store.historyOf(scope, orderId)).flatMap(({ kind, id, turn }): RecordedRow[] =>
        kind === "definition" || kind === "quota" ? [] : [{ kind, id, turn: readTurn(turn) }],
      );
      const { id, receivedAt } = document;
      const order = effective.first(effective.received(document, stored.body ?? ""), { id, receivedAt });
      const instanceId = named?.id;
      const recording = recordingOf({ order, instanceId, rows, ...lookUps(parts, rows, document.catalogueRevision) });
      return { recording, ...(named && (await endOf(parts, named))) };
    },
  };
}

async function endOf(
  { cache }: RecordingQueryParts,
  { id, workflow, version }: OrderDocument["instances"][number],
): Promise<Omit<RecordedLife, "recording">> {
  await cache.bringInstances([id]);
  const document = cache.instance(id)?.document;
  const { outcome, endedAt } = document?.state ?? {};
  return {
    workflow: { id: workflow, version },
    ...(document && { status: instanceStatus(document) }),
    ...(outcome !== undefined && { outcome }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** What the versions of then say of a decision's facts, and what an action declares. */
function lookUps(
  { catalogue, connectors }: RecordingQueryParts,
  rows: readonly RecordedRow[],
  revision: number,
): CallLookUps {
  const started = new Map(
    rows.flatMap(({ id, turn }) =>
      turn.steps.flatMap(({ at, events }) =>
        events.flatMap((event) => (event.type === "instance.started" ? [[id, { ...event.data, at }] as const] : [])),
      ),
    ),
  );
  return {
    queryOf: (connector, action) => connectors.manifest(connector, action)?.query,
    fetchOf: (instanceId, nodeId, factId) => {
      const run = started.get(instanceId);
      const node = run && catalogue.workflowDefinition(run.workflow, run.version)?.nodes[nodeId];
      if (!run || node?.type !== "decision") return undefined;
      const version =
        node.version ?? catalogue.resolve("decision", node.decision, { revision, instant: run.at })?.version;
      const decision = version === undefined ? undefined : catalogue.decision(node.decision, version, run.at);
      return decision?.facts.find(({ id }) => id === factId)?.action;
    },
  };
}
