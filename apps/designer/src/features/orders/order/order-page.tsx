import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail, Timeline as TimelineShape } from "@orderloom/api-contract";
import { listenToOrder } from "../../../api/order-events.ts";
import { orderDetailQuery, timelineQuery } from "../../../api/orders.ts";
import { Failure } from "../../../shared/ui/failure.tsx";
import { LiveRegion } from "../../../shared/ui/live-region.tsx";
import { Waiting } from "../../../shared/ui/waiting.tsx";
import { Amendments } from "./amendments.tsx";
import { IncidentBand } from "./incident-band.tsx";
import { Ledger } from "./ledger.tsx";
import { OrderFacts } from "./order-facts.tsx";
import { OrderHead } from "./order-head.tsx";
import { OrderLines } from "./order-lines.tsx";
import { Tasks } from "./tasks.tsx";
import { Timeline } from "./timeline.tsx";
import { WayTaken } from "./way-taken.tsx";
import "./order-page.css";

/** One order: what happened and why, the way it took, what was told to whom, what people decided. */
export function OrderPage({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const detail = useQuery(orderDetailQuery(orderId));
  const timeline = useQuery(timelineQuery(orderId));
  useEffect(
    () => listenToOrder(orderId, () => void client.invalidateQueries({ queryKey: ["order", orderId] })),
    [client, orderId],
  );
  const error = detail.error ?? timeline.error;
  const has = detail.data !== undefined && timeline.data !== undefined;
  return (
    <>
      <OrderHead orderId={orderId} detail={detail.data} timeline={timeline.data} />
      {has && <OrderBody detail={detail.data} timeline={timeline.data} />}
      {!has && error === null && <Waiting rows={10} words={t("order.fetching")} />}
      {!has && error !== null && (
        <Failure
          error={error}
          onRetry={() => {
            void detail.refetch();
            void timeline.refetch();
          }}
        />
      )}
    </>
  );
}

function OrderBody({ detail, timeline }: { detail: OrderDetail; timeline: TimelineShape }) {
  const { t } = useTranslation();
  return (
    <div className="order-scroller">
      <OrderFacts detail={detail} />
      <IncidentBand detail={detail} />
      <div className="order-body">
        <Timeline detail={detail} entries={timeline.entries} />
        <div className="order-aside">
          <WayTaken detail={detail} />
          <Tasks detail={detail} />
          <OrderLines detail={detail} />
          <Ledger lines={detail.ledger} />
          <Amendments lines={detail.amendments} />
        </div>
      </div>
      <LiveRegion
        text={t("order.spoken", { status: t(`status.${detail.row.status}`), count: timeline.entries.length })}
      />
    </div>
  );
}
