import { useTranslation } from "react-i18next";
import type { OrderDetail } from "@orderloom/api-contract";
import { useAppInfo } from "../../../api/app-info.ts";
import { formatMoney } from "../../../shared/format/money.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { useLevelName } from "../../../shared/use-level-name.ts";

const isTold = (part: string | undefined): part is string => part !== undefined && part !== "";

/** What kind of order it is, in two lines a column. */
export function OrderFacts({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const app = useAppInfo();
  const levelName = useLevelName();
  const { order, row, instances } = detail;
  const channel = app?.channels.find(({ id }) => id === order.channel);
  const goods = order.lines.filter(({ gift, state }) => !gift && state === "open");
  const gifts = order.lines.filter(({ gift, state }) => gift && state === "open");
  const main = instances.find(({ role }) => role === "main");
  const pieces = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  const earned = goods.find(({ id }) => id === gifts[0]?.boundTo);
  const { level } = order.customer;
  const customer = [order.customer.name, level === undefined ? level : levelName(level)].filter(isTold);
  // A municipality is its own province.
  const place = [...new Set([order.shipTo.province, order.shipTo.city])].filter(isTold);
  return (
    <dl className="order-facts">
      <Fact name={t("fact.channel")} value={channel === undefined ? order.channel : format.text(channel.name)}>
        <span className="mono">{order.channelOrderId}</span>
      </Fact>
      <Fact name={t("fact.customer")} value={customer.length === 0 ? row.customer : customer.join(" · ")}>
        {order.customer.phone ?? order.shipTo.phone}
      </Fact>
      <Fact name={t("fact.amount")} value={formatMoney(order.total)}>
        {[t(`payment.${order.payment.status}`), t(`method.${order.payment.method}`)].join(t("fact.comma"))}
      </Fact>
      <Fact
        name={t("fact.goods")}
        value={t("fact.goodsCount", { lines: t("lines.count", { count: goods.length }), count: pieces })}
      >
        <span className="mono">{skus(goods)}</span>
      </Fact>
      <Fact name={t("fact.gifts")} value={gifts.length === 0 ? t("fact.none") : skus(gifts)}>
        {earned !== undefined && t("fact.boundTo", { sku: earned.sku })}
      </Fact>
      <Fact name={t("fact.shipTo")} value={place.length === 0 ? order.shipTo.country : place.join(" ")}>
        {row.fulfilment ?? order.fulfilment}
      </Fact>
      <Fact
        name={t("fact.workflow")}
        value={main === undefined ? t("fact.unrouted") : `${format.text(main.name)} v${main.version}`}
      >
        {t("fact.received", { at: format.instant(row.receivedAt) })}
      </Fact>
    </dl>
  );
}

const skus = (lines: readonly { sku: string; quantity: number }[]): string => {
  const shown = lines.slice(0, 3).map(({ sku, quantity }) => `${sku} × ${quantity}`);
  return lines.length > 3 ? `${shown.join(", ")} …` : shown.join(", ");
};

function Fact({ name, value, children }: { name: string; value: string; children?: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd title={value}>{value}</dd>
      <dd className="fact-more">{children}</dd>
    </div>
  );
}
