import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NodeTraffic, PassedOrder } from "@orderloom/api-contract";
import type { Port } from "@orderloom/rule-dsl";
import { formatMoney } from "../../shared/format/money.ts";
import { formatCount } from "../../shared/format/number.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { usePortName } from "./use-port-name.ts";

interface TrafficViewProps {
  readonly ports: readonly Port[];
  /** Absent: nothing has been counted yet. */
  readonly traffic: NodeTraffic | undefined;
  readonly orders: readonly PassedOrder[];
}

/** Which way orders went in the last seven days, and the latest that were here. */
export function TrafficView({ ports, traffic, orders }: TrafficViewProps) {
  const { t } = useTranslation();
  const portName = usePortName();
  if (traffic === undefined || traffic.entered === 0)
    return (
      <section className="traffic">
        <h3>{t("inspector.lastDays")}</h3>
        <p className="form-help">{t("inspector.noTraffic")}</p>
      </section>
    );
  const known = new Map(ports.map((port) => [port.id, port]));
  const gone = Object.entries(traffic.ports).filter(([port, count]) => count > 0 || known.has(port));
  const left = gone.reduce((sum, [, count]) => sum + count, 0);
  const nameOf = (id: string): string => portName(known.get(id) ?? { id });
  return (
    <>
      <section className="traffic" aria-label={t("inspector.lastDays")}>
        <h3>{t("inspector.lastDays")}</h3>
        <table>
          <tbody>
            {gone.map(([port, count]) => (
              <tr key={port}>
                <th scope="row">{nameOf(port)}</th>
                <td className="traffic-bar" aria-hidden="true">
                  <span style={{ width: `${String(left === 0 ? 0 : Math.max(1, (count / left) * 100))}%` }} />
                </td>
                <td>{formatCount(count)}</td>
                <td>{share(count, left)}</td>
              </tr>
            ))}
            {traffic.open > 0 && (
              <tr className="traffic-open">
                <th scope="row">{t("inspector.standHere")}</th>
                <td />
                <td>{formatCount(traffic.open)}</td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </section>
      {orders.length > 0 && (
        <section className="traffic" aria-label={t("inspector.latestOrders")}>
          <h3>{t("inspector.latestOrders")}</h3>
          <ul className="passed-orders">
            {orders.map((order) => (
              <li key={`${order.orderId} ${String(order.at)}`}>
                <Link to="/orders/$orderId" params={{ orderId: order.orderId }}>
                  <span className="mono id">{order.shortNumber}</span>
                  <span>{formatMoney(order.total)}</span>
                  <span>{order.port === undefined ? t("inspector.stillHere") : nameOf(order.port)}</span>
                  <Icon name="chevron-right" size={14} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const share = (count: number, of: number): string => (of === 0 ? "" : `${((count / of) * 100).toFixed(1)} %`);
