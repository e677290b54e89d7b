import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderRow } from "@orderloom/api-contract";
import { type CasesDocument, fieldAt, type JsonObject, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { ordersQuery } from "../../api/orders.ts";
import { pastOrderQuery } from "./past-order.ts";
import { type BoundaryOrder, boundaryOrders } from "../../document/trial/boundary-orders.ts";
import { newTrial, type Trial } from "../../document/trial/trial.ts";
import { trialOfCase } from "../../document/trial/trial-case.ts";
import { formatMoney } from "../../shared/format/money.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Notice } from "../../shared/ui/notice.tsx";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { useDebounced } from "../../shared/use-debounced.ts";
import type { TrialSession } from "./use-trial.ts";
import { useFieldName } from "./use-field-name.ts";

interface OrderChooserProps {
  readonly definition: WorkflowDefinition;
  readonly cases: CasesDocument | undefined;
  readonly session: TrialSession;
  readonly onChoose: (trial: Trial) => void;
  readonly onClose: () => void;
}

const tabs = ["past", "cases", "boundary", "json"] as const;
type Tab = (typeof tabs)[number];

/** A real past order, the order of a case, one right at a line that a condition draws, or one written by hand. */
export function OrderChooser({ definition, cases, session, onChoose, onClose }: OrderChooserProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>("past");
  return (
    <Modal
      open
      title={t("simulate.chooseOrder")}
      width={720}
      footer={null}
      onCancel={onClose}
      closable={{ "aria-label": t("action.close") }}
    >
      <Segmented<Tab>
        className="chooser-tabs"
        value={tab}
        options={tabs.map((value) => ({ value, label: t(`simulate.from.${value}`) }))}
        onChange={setTab}
      />
      {tab === "past" && <PastOrders workflow={definition.id} onChoose={onChoose} />}
      {tab === "cases" && <OrdersOfCases definition={definition} session={session} cases={cases} onChoose={onChoose} />}
      {tab === "boundary" && <BoundaryOrders definition={definition} trial={session.trial} onChoose={onChoose} />}
      {tab === "json" && <WrittenOrder trial={session.trial} onChoose={onChoose} />}
    </Modal>
  );
}

type Choosing = Pick<OrderChooserProps, "onChoose">;

function PastOrders({ workflow, onChoose }: Choosing & { readonly workflow: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [q, setQ] = useState("");
  const asked = useDebounced(q, 250);
  const orders = useInfiniteQuery(ordersQuery(asked === "" ? {} : { q: asked }));
  const [failure, setFailure] = useState<Error | undefined>();
  const rows = orders.data?.pages[0]?.items ?? [];
  const choose = async (id: string) => {
    try {
      onChoose(await client.query(pastOrderQuery(id, workflow)));
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <>
      <Input.Search
        className="chooser-search"
        value={q}
        allowClear
        placeholder={t("simulate.searchOrders")}
        aria-label={t("simulate.searchOrders")}
        onChange={(event) => setQ(event.target.value)}
      />
      {failure !== undefined && <ErrorLine error={failure} />}
      {orders.error !== null && <ErrorLine error={orders.error} />}
      {orders.isSuccess && rows.length === 0 && <Notice kind="empty" title={t("simulate.noOrders")} />}
      <ul className="chooser-list">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => void choose(row.id)}>
              <PastOrder row={row} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PastOrder({ row }: { row: OrderRow }) {
  const format = useFormat();
  return (
    <>
      <span className="mono id">{row.shortNumber}</span>
      <span>{row.customer}</span>
      <span className="number">{formatMoney(row.total)}</span>
      <span className="quiet">{format.instant(row.receivedAt)}</span>
      <StatusChip status={row.status} />
    </>
  );
}

function OrdersOfCases({ definition, session, cases, onChoose }: Omit<OrderChooserProps, "onClose">) {
  const { t } = useTranslation();
  const format = useFormat();
  if (cases === undefined)
    return (
      <Notice kind="empty" title={t("simulate.noCases")}>
        {t("simulate.noCasesHint")}
      </Notice>
    );
  return (
    <ul className="chooser-list">
      {cases.cases.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            onClick={() => onChoose(trialOfCase(cases, one, { definition, resolver: session.resolver }))}
          >
            <span>{format.text(one.name)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function BoundaryOrders({
  definition,
  trial,
  onChoose,
}: Choosing & Pick<OrderChooserProps, "definition"> & { readonly trial: Trial }) {
  const { t } = useTranslation();
  const orders = useMemo(() => boundaryOrders(definition, trial.order), [definition, trial.order]);
  if (orders.length === 0)
    return (
      <Notice kind="empty" title={t("simulate.noBoundary")}>
        {t("simulate.noBoundaryHint")}
      </Notice>
    );
  return (
    <ul className="chooser-list">
      {orders.map((one) => (
        <li key={`${one.field} ${JSON.stringify(one.value)}`}>
          <button type="button" onClick={() => onChoose({ ...newTrial(one.order, trial.now), metrics: trial.metrics })}>
            <BoundaryWords order={one} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function BoundaryWords({ order }: { order: BoundaryOrder }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fieldName = useFieldName();
  const named = fieldAt(order.field)?.values?.find(({ value }) => value === order.value)?.name;
  const plain = typeof order.value === "string" ? order.value : JSON.stringify(order.value);
  const value = named === undefined ? plain : format.text(named);
  return <span>{t(`simulate.boundary.${order.side}`, { field: fieldName(order.field), value })}</span>;
}

function WrittenOrder({ trial, onChoose }: Choosing & { readonly trial: Trial }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(trial.order, null, 2));
  const [refused, setRefused] = useState(false);
  const take = () => {
    const order = readObject(text);
    setRefused(order === undefined);
    if (order !== undefined) onChoose({ ...trial, order, steps: [] });
  };
  return (
    <>
      <Input.TextArea
        className="mono"
        aria-label={t("simulate.from.json")}
        value={text}
        autoSize={{ minRows: 12, maxRows: 24 }}
        spellCheck={false}
        status={refused ? "error" : ""}
        onChange={(event) => setText(event.target.value)}
      />
      {refused && <p className="error-line">{t("simulate.notJson")}</p>}
      <Button type="primary" className="chooser-take" onClick={take}>
        {t("simulate.useOrder")}
      </Button>
    </>
  );
}

function readObject(text: string): JsonObject | undefined {
  try {
    const read: unknown = JSON.parse(text);
    // A JSON object by what is checked; its values are JSON since they were parsed from it.
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
