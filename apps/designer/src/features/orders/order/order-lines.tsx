import { useTranslation } from "react-i18next";
import type { OrderDetail } from "@orderloom/api-contract";
import { formatMoney } from "../../../shared/format/money.ts";
import { Chip } from "../../../shared/ui/status-chip.tsx";
import { Section } from "./section.tsx";

type Line = OrderDetail["order"]["lines"][number];

/** The effective order's lines, gifts and cancelled ones among them (S1). */
export function OrderLines({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { lines, revision } = detail.order;
  return (
    <Section
      title={t("lines.title")}
      count={t("lines.count", { count: lines.length })}
      hint={t("lines.revision", { revision })}
    >
      <div className="table-scroller" tabIndex={0} role="group" aria-label={t("lines.title")}>
        <table className="data-table">
          <thead>
            <tr>
              <th>{t("lines.sku")}</th>
              <th>{t("lines.name")}</th>
              <th className="number">{t("lines.quantity")}</th>
              <th className="number">{t("lines.price")}</th>
              <th>{t("lines.state")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} className={line.state === "cancelled" ? "line-cancelled" : undefined}>
                <td className="mono id">{line.sku}</td>
                <td>{line.name}</td>
                <td className="number">{line.quantity}</td>
                <td className="number">{priceOf(line)}</td>
                <td>
                  <LineState line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** The line's own total rules; a price with more decimals than its currency is not told here (S20). */
function priceOf({ total, unitPrice, quantity }: Line): string {
  if (total !== undefined) return formatMoney(total);
  if (unitPrice.scale !== undefined) return "";
  return formatMoney({ minorUnits: unitPrice.minorUnits * quantity, currency: unitPrice.currency });
}

function LineState({ line }: { line: Line }) {
  const { t } = useTranslation();
  if (line.state === "cancelled")
    return (
      <Chip tone="waiting" icon="ban">
        {t("lines.cancelled")}
      </Chip>
    );
  return line.gift ? (
    <Chip tone="running">
      {line.boundTo === undefined ? t("lines.gift") : t("lines.giftOf", { line: line.boundTo })}
    </Chip>
  ) : null;
}
