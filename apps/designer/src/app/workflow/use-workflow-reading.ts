import { useMemo } from "react";
import { type Definition, editingCatalogue, field, type Field, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import type { CheckSources } from "../../document/check-worker.ts";
import { type Reading, standardRoots } from "../../shared/reading/reading.ts";
import { type SampleChoice, useSample } from "../../shared/reading/use-sample.ts";

export interface WorkflowReading {
  readonly reading: Reading;
  readonly sample: SampleChoice;
}

/** What the workflow's conditions and expressions read: variables as they are written, metrics and quotas as there are. */
export function useWorkflowReading(definition: WorkflowDefinition, sources: CheckSources | undefined): WorkflowReading {
  const app = useAppInfo();
  const baseCurrency = app?.baseCurrency ?? "CNY";
  const timeZone = app?.timeZone ?? "Asia/Shanghai";
  const sample = useSample(baseCurrency);
  const catalogue = useMemo(() => {
    const definitions = sources?.definitions ?? [];
    const found = new Map(definitions.map((one) => [`${one.kind}/${one.id}`, one]));
    const connectors = new Map((sources?.connectors ?? []).map((one) => [one.id, one]));
    return editingCatalogue(
      definition,
      {
        definition: (kind, id) => found.get(`${kind}/${id}`),
        action: (connector, name) => {
          const actions = connectors.get(connector)?.actions ?? {};
          return Object.hasOwn(actions, name) ? actions[name] : undefined;
        },
      },
      definitions.flatMap(measuredFields),
    );
  }, [definition, sources]);
  const reading = useMemo(
    (): Reading => ({
      catalogue,
      roots: standardRoots,
      conditions: definition.conditions ?? {},
      baseCurrency,
      timeZone,
      sample: sample.sample,
    }),
    [catalogue, definition.conditions, baseCurrency, timeZone, sample.sample],
  );
  return { reading, sample };
}

/** The fields of one metric or quota, by its name: `渠道增幅：增幅`. */
function measuredFields(definition: Definition): readonly Field[] {
  if (definition.kind !== "metric" && definition.kind !== "quota") return [];
  const root = definition.kind === "metric" ? "metrics" : "quotas";
  const zh = definition.name["zh-CN"] ?? definition.name["en"] ?? definition.id;
  const en = definition.name["en"] ?? zh;
  const path = (name: string): string => `${root}.${definition.id}.${name}`;
  if (definition.kind === "quota") {
    return [
      field(path("left"), "number", [`${zh}：剩余`, `${en}: left`]),
      field(path("used"), "number", [`${zh}：已用`, `${en}: used`]),
      field(path("limit"), "number", [`${zh}：总数`, `${en}: limit`]),
    ];
  }
  return [
    field(path("growth"), "number", [`${zh}：增幅`, `${en}: growth`], { unit: "percent" }),
    field(path("count"), "number", [`${zh}：数量`, `${en}: count`]),
    field(path("value"), "number", [`${zh}：值`, `${en}: value`]),
    field(path("state"), "string", [`${zh}：状态`, `${en}: state`], {
      values: [
        { value: "normal", name: { "zh-CN": "正常", en: "Normal" } },
        { value: "held", name: { "zh-CN": "越线", en: "Held" } },
      ],
    }),
  ];
}
