import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";
import type { Definition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { stagesQuery, useAppInfo } from "../../api/app-info.ts";
import { calendarsQuery } from "../../api/calendars.ts";
import { connectorsQuery, listedQuery, referencesQuery, wantedKeys } from "../../api/check-sources.ts";
import type { CheckSources } from "../../document/check-worker.ts";
import type { Editor } from "../../document/editor.ts";
import type { CanvasSources } from "../../features/canvas/card-lines.ts";

const noDefinitions: readonly Definition[] = [];

export interface Sources {
  /** What cards say beyond the document; empty until it has come. */
  readonly canvas: CanvasSources;
  /** Undefined until everything that the check looks up has come. */
  readonly check: CheckSources | undefined;
}

/** What a workflow refers to, as it stands now. */
export function useSources(editor: Editor): Sources {
  const keyText = useStore(editor, ({ document }) => referenceText(document.definition));
  const listed = useQuery(listedQuery).data?.items;
  const connectors = useQuery(connectorsQuery).data;
  const stages = useQuery(stagesQuery).data?.stages;
  const calendars = useQuery(calendarsQuery).data?.body.calendars;
  const app = useAppInfo();
  const keys = useMemo(() => {
    const { definition } = editor.getState().document;
    return keyText === "" || listed === undefined ? undefined : wantedKeys(definition, listed);
  }, [editor, keyText, listed]);
  const found = useQuery({ ...referencesQuery(keys ?? []), enabled: keys !== undefined });
  const definitions = found.data ?? noDefinitions;
  const canvas = useMemo(
    (): CanvasSources => ({
      connectors: new Map((connectors ?? []).map((one) => [one.id, one])),
      workflows: new Map(definitions.flatMap((one) => (one.kind === "workflow" ? [[one.id, one] as const] : []))),
      decisions: new Map(
        (listed ?? []).flatMap(({ kind, id, name, type }) =>
          kind === "decision" ? [[id, { name, type }] as const] : [],
        ),
      ),
      quotas: new Map(definitions.flatMap((one) => (one.kind === "quota" ? [[one.id, one] as const] : []))),
      groups: new Map((app?.groups ?? []).map(({ id, name }) => [id, name])),
    }),
    [app?.groups, connectors, definitions, listed],
  );
  const check = useMemo((): CheckSources | undefined => {
    if (connectors === undefined || stages === undefined || calendars === undefined) return undefined;
    if (found.data === undefined) return undefined;
    const ids = { stages: stages.map(({ id }) => id), calendars: calendars.map(({ id }) => id) };
    return { definitions: found.data, connectors, ...ids };
  }, [calendars, connectors, found.data, stages]);
  return { canvas, check };
}

/** Changes when a node begins to refer to something else. Never empty. */
const referenceText = ({ id, nodes }: WorkflowDefinition): string =>
  [
    id,
    ...Object.values(nodes).map((node) =>
      node.type === "decision"
        ? node.decision
        : node.type === "subworkflow"
          ? node.workflow
          : node.type === "task"
            ? (node.form ?? "")
            : "",
    ),
  ].join(" ");
