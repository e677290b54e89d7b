import { useMemo } from "react";
import { catalogueFor, type Condition } from "@orderloom/rule-dsl";
import { useAppInfo } from "../api/app-info.ts";
import { ConditionBuilder } from "../features/conditions/condition-builder.tsx";
import type { ConditionEditor } from "../features/routing/condition-editor.ts";
import { RoutingPage } from "../features/routing/routing-page.tsx";
import { type Reading, ReadingContext, standardRoots } from "../shared/reading/reading.ts";
import { useSample } from "../shared/reading/use-sample.ts";

/** Holds for every order until something is asked. */
const nothingAsked: Condition = { all: [] };

const editCondition: ConditionEditor = ({ value, onChange }) => (
  <ConditionBuilder value={value ?? nothingAsked} onChange={onChange} />
);

/** The routing list with the conditions of its routes, tried on a real order. */
export function RoutingRoute({ onOpenWorkflow }: { readonly onOpenWorkflow: (id: string) => void }) {
  const app = useAppInfo();
  const baseCurrency = app?.baseCurrency ?? "CNY";
  const timeZone = app?.timeZone ?? "Asia/Shanghai";
  const { sample } = useSample(baseCurrency);
  const reading = useMemo(
    (): Reading => ({
      catalogue: catalogueFor(),
      roots: standardRoots,
      conditions: {},
      baseCurrency,
      timeZone,
      sample,
    }),
    [baseCurrency, sample, timeZone],
  );
  return (
    <ReadingContext value={reading}>
      <RoutingPage conditionEditor={editCondition} onOpenWorkflow={onOpenWorkflow} />
    </ReadingContext>
  );
}
