import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CasesDocument, JsonObject, JsonValue, WorkflowDefinition } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { formatMoney } from "../../shared/format/money.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { OrderChooser } from "./order-chooser.tsx";
import { SaveCase } from "./save-case.tsx";
import type { TrialSession } from "./use-trial.ts";

interface SampleOrderProps {
  readonly definition: WorkflowDefinition;
  readonly session: TrialSession;
  readonly cases: CasesDocument | undefined;
  readonly onSaveCases: (cases: CasesDocument) => Promise<void>;
}

/** The order that is tried, another one instead of it, and the trial kept as a case. */
export function SampleOrder({ definition, session, cases, onSaveCases }: SampleOrderProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"choose" | "save" | undefined>();
  return (
    <section className="simulate-part" aria-label={t("simulate.order")}>
      <header className="simulate-head">
        <h2>{t("simulate.order")}</h2>
        <Button type="link" size="small" icon={<Icon name="retry" size={14} />} onClick={() => setOpen("choose")}>
          {t("simulate.otherOrder")}
        </Button>
        <Button type="link" size="small" onClick={() => setOpen("save")}>
          {t("simulate.saveCase")}
        </Button>
      </header>
      <OrderSummary order={session.trial.order} />
      {open === "choose" && (
        <OrderChooser
          definition={definition}
          cases={cases}
          session={session}
          onChoose={(trial) => {
            session.change(trial);
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === "save" && (
        <SaveCase
          workflow={definition.id}
          session={session}
          cases={cases}
          onSave={onSaveCases}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

/** An order may be anything somebody tries: what is not there, or not of its kind, is not shown. */
function OrderSummary({ order }: { order: JsonObject }) {
  const { t } = useTranslation();
  const format = useFormat();
  const app = useAppInfo();
  const channel = app?.channels.find(({ id }) => id === order["channel"]);
  const customer = fieldsOf(order["customer"]);
  const shipTo = fieldsOf(order["shipTo"]);
  const lines = itemsOf(order["lines"]).map(fieldsOf);
  const pieces = lines.reduce((sum, { quantity }) => sum + (typeof quantity === "number" ? quantity : 0), 0);
  const facts = [
    { name: t("simulate.customer"), value: wordsOf(customer["name"], customer["level"]) },
    { name: t("simulate.amount"), value: moneyOf(order["total"]) },
    { name: t("simulate.shipTo"), value: wordsOf(shipTo["province"], shipTo["city"]) },
    { name: t("simulate.goods"), value: t("simulate.linesAndPieces", { lines: lines.length, count: pieces }) },
  ];
  return (
    <>
      <p className="simulate-number">
        <span className="simulate-channel">
          {channel === undefined ? wordsOf(order["channel"]) : format.text(channel.name)}
        </span>
        <span className="mono id">{wordsOf(order["channelOrderId"] ?? order["id"])}</span>
      </p>
      <dl className="simulate-facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === "" ? t("simulate.notSaid") : value}</dd>
          </div>
        ))}
      </dl>
      <ul className="simulate-lines mono">
        {lines.slice(0, 4).map((line, index) => (
          <li key={index}>{t("simulate.line", { sku: wordsOf(line["sku"]), quantity: wordsOf(line["quantity"]) })}</li>
        ))}
        {lines.length > 4 && <li>{t("simulate.moreLines", { count: lines.length - 4 })}</li>}
      </ul>
    </>
  );
}

const wordsOf = (...values: readonly (JsonValue | undefined)[]): string =>
  values
    .flatMap((value) => (typeof value === "string" || typeof value === "number" ? [String(value)] : []))
    .join(" · ");

function moneyOf(value: JsonValue | undefined): string {
  const { minorUnits, currency } = fieldsOf(value);
  return typeof minorUnits === "number" && typeof currency === "string" ? formatMoney({ minorUnits, currency }) : "";
}
