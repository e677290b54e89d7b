import { useQuery } from "@tanstack/react-query";
import { Drawer, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderList } from "@orderloom/api-contract";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { get } from "../../api/http.ts";
import { newTrial, type Trial, trialOfCases } from "../../document/trial/trial.ts";
import { trialOfCase } from "../../document/trial/trial-case.ts";
import { coverageOverlay, type TrialOverlay } from "../../document/trial/trial-overlay.ts";
import { CasesPanel } from "../../features/simulate/cases-panel.tsx";
import { pastOrderQuery } from "../../features/simulate/past-order.ts";
import { SimulatePanel } from "../../features/simulate/simulate-panel.tsx";
import { resolverOf, type TrialSession, useTrialSources } from "../../features/simulate/use-trial.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import type { WorkflowCases } from "./use-cases.ts";

interface TrialPanelProps {
  readonly definition: WorkflowDefinition;
  readonly cases: WorkflowCases;
  readonly onOverlay: (overlay: TrialOverlay | undefined) => void;
  readonly onSession: (session: TrialSession | undefined) => void;
  readonly onShow: (nodeId: string) => void;
  /** A phone has no room beside the drawing: the panel lies over it. */
  readonly isPhone: boolean;
  readonly onClose: () => void;
}

/** Trying one order, or looking at all the cases: what takes the inspector's place while it lasts. */
export function TrialPanel({ definition, cases, isPhone, onOverlay, onSession, onShow, onClose }: TrialPanelProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<"order" | "cases">("order");
  const [showsCoverage, setShowsCoverage] = useState(false);
  const [chosen, setChosen] = useState<{ readonly trial: Trial; readonly number: number }>();
  const sources = useTrialSources(definition);
  const start = useStart(definition, cases);
  const tryCase = (id: string) => {
    const one = cases.document?.cases.find((each) => each.id === id);
    if (cases.document === undefined || one === undefined || sources.data === undefined) return;
    const trial = trialOfCase(cases.document, one, { definition, resolver: resolverOf(sources.data) });
    setChosen({ trial, number: (chosen?.number ?? 0) + 1 });
    setTab("order");
  };
  const cover = (on: boolean) => {
    setShowsCoverage(on);
    onOverlay(on && cases.coverage !== undefined ? coverageOverlay(definition, cases.coverage) : undefined);
  };
  const first = chosen?.trial ?? start.data;
  const content = (
    <>
      <div className="trial-tabs">
        <Segmented<"order" | "cases">
          block
          value={tab}
          onChange={setTab}
          options={[
            { value: "order", label: t("simulate.oneOrder") },
            { value: "cases", label: t("simulate.casesCount", { count: cases.document?.cases.length ?? 0 }) },
          ]}
        />
      </div>
      {tab === "cases" && (
        <CasesPanel
          definition={definition}
          cases={cases.document}
          results={cases.results}
          coverage={cases.coverage}
          showsCoverage={showsCoverage}
          onShowCoverage={cover}
          onTry={tryCase}
          onSave={cases.save}
        />
      )}
      {tab === "order" && first !== undefined && (
        <SimulatePanel
          key={chosen?.number ?? 0}
          definition={definition}
          start={first}
          cases={cases.document}
          onOverlay={onOverlay}
          onSession={onSession}
          onSelect={onShow}
          onSaveCases={cases.save}
        />
      )}
      {tab === "order" && first === undefined && start.error === null && (
        <Waiting rows={4} words={t("simulate.loading")} />
      )}
      {tab === "order" && first === undefined && start.error !== null && (
        <Failure error={start.error} onRetry={() => void start.refetch()} />
      )}
    </>
  );
  if (isPhone)
    return (
      <Drawer
        open
        size="100%"
        rootClassName="trial-drawer"
        title={t("simulate.title")}
        closable={{ "aria-label": t("simulate.close") }}
        onClose={onClose}
      >
        {content}
      </Drawer>
    );
  return (
    <aside className="inspector-panel trial-panel" aria-label={t("simulate.title")}>
      {content}
    </aside>
  );
}

/** What a trial begins with: the order of the cases, else the newest order there is, else a bare one. */
function useStart(definition: WorkflowDefinition, cases: WorkflowCases) {
  const { id } = definition;
  const document = cases.document;
  const past = useQuery({
    queryKey: ["trial-start", id],
    queryFn: async ({ client, signal }): Promise<Trial> => {
      const { items } = await get<OrderList>("/v1/orders?limit=1", signal);
      const newest = items[0];
      return newest === undefined ? newTrial(bareOrder, Date.now()) : client.query(pastOrderQuery(newest.id, id));
    },
    enabled: cases.isLoaded && document === undefined,
    staleTime: Infinity,
  });
  const ofCases = useMemo(() => (document === undefined ? undefined : trialOfCases(document, 0)), [document]);
  return { data: ofCases ?? past.data, error: past.error, refetch: past.refetch };
}

/** Where no order was ever received. */
const bareOrder = {
  channel: "own-site",
  customer: {},
  lines: [{ id: "1", sku: "SKU-1", quantity: 1, unitPrice: { minorUnits: 10_000, currency: "CNY" } }],
};
