import { queryOptions } from "@tanstack/react-query";
import type { DefinitionList } from "@orderloom/api-contract";
import type { ConnectorDefinition, Definition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { get, unlessMissing } from "./http.ts";

/** Where to find what the nodes of a workflow name, and what every condition may name: drafts before what is published. */
export function wantedKeys(definition: WorkflowDefinition, listed: DefinitionList["items"]): readonly string[] {
  const named = Object.values(definition.nodes).flatMap((node) => {
    if (node.type === "decision") return [`decision/${node.decision}`];
    if (node.type === "subworkflow") return [`workflow/${node.workflow}`];
    return node.type === "task" && node.form !== undefined ? [`form/${node.form}`] : [];
  });
  const everywhere = listed
    .filter(({ kind }) => kind === "metric" || kind === "quota")
    .map(({ kind, id }) => `${kind}/${id}`);
  // Whether it is drafted comes with the name, so that nothing is asked for that is not there.
  const known = new Map(
    listed.map(({ kind, id, draft }) => [`${kind}/${id}`, `${kind}/${id}/${draft ? "draft" : "versions/latest"}`]),
  );
  return [...new Set([...named, ...everywhere])].flatMap((key) => known.get(key) ?? []).sort();
}

export const listedQuery = queryOptions({
  queryKey: ["definitions", "all"],
  queryFn: ({ signal }) => get<DefinitionList>("/v1/definitions", signal),
  staleTime: 20_000,
});

export const connectorsQuery = queryOptions({
  queryKey: ["connectors"],
  queryFn: async ({ signal }) =>
    (await get<{ readonly items: readonly ConnectorDefinition[] }>("/v1/connectors", signal)).items,
  staleTime: 60_000,
});

interface ReferencesQuery {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<readonly Definition[]>;
  readonly staleTime: number;
}

/** `keys`: as `wantedKeys` names them, so that the same names are asked for once. */
export const referencesQuery = (keys: readonly string[]): ReferencesQuery => ({
  queryKey: ["references", keys],
  queryFn: async ({ signal }): Promise<readonly Definition[]> =>
    (await Promise.all(keys.map((key) => newest(key, signal)))).flatMap((found) => found ?? []),
  staleTime: 20_000,
});

async function newest(key: string, signal: AbortSignal): Promise<Definition | undefined> {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const found = await unlessMissing(get<{ readonly definition: Definition }>(`/v1/definitions/${path}`, signal));
  return found?.definition;
}
