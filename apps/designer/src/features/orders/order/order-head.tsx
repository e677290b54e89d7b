import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail, Timeline } from "@orderloom/api-contract";
import { cancelOrder } from "../../../api/orders.ts";
import { formatCount } from "../../../shared/format/number.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import { useIsPhone } from "../../../shared/media.ts";
import { ActionDialog, type DialogAction } from "../../../shared/ui/action-dialog.tsx";
import { PageHead } from "../../../shared/ui/page-head.tsx";
import { Chip, StatusChip } from "../../../shared/ui/status-chip.tsx";
import { DeadlineChip } from "../deadline.tsx";
import { recallList } from "../list-memory.ts";
import { CancelLineDialog } from "./cancel-line-dialog.tsx";
import { RestartDialog } from "./restart-dialog.tsx";
import { useExport } from "./use-export.ts";

interface OrderHeadProps {
  readonly orderId: string;
  readonly detail: OrderDetail | undefined;
  readonly timeline: Timeline | undefined;
}

/** Which order it is, how it stands, the ones before and after, and what can be done with it. */
export function OrderHead({ orderId, detail, timeline }: OrderHeadProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const exportText = useExport();
  const ready = detail !== undefined && timeline !== undefined;
  return (
    <PageHead
      actions={
        <>
          {!isPhone && <Neighbours orderId={orderId} />}
          {!isPhone && (
            <Button
              icon={<Icon name="document" />}
              disabled={!ready}
              onClick={() => ready && exportText(detail, timeline)}
            >
              {t("order.export")}
            </Button>
          )}
          {detail !== undefined && (
            <OrderMenu
              detail={detail}
              onExport={isPhone && timeline !== undefined ? () => exportText(detail, timeline) : undefined}
            />
          )}
        </>
      }
    >
      <Link to="/orders" className="crumb crumb-back" aria-label={t("order.back")}>
        {isPhone ? <Icon name="chevron-left" size={20} /> : t("orders.title")}
      </Link>
      {!isPhone && <Icon name="chevron-right" size={12} className="crumb-step" />}
      <h1 className="mono id order-id">{isPhone && detail !== undefined ? detail.row.shortNumber : orderId}</h1>
      {detail !== undefined && <StatusChip status={detail.row.status} />}
      {detail !== undefined && <DeadlineChip row={detail.row} isShort={isPhone} />}
      {!isPhone && detail?.row.fulfilment !== undefined && <Chip tone="running">{detail.row.fulfilment}</Chip>}
      {!isPhone && detail?.order.hold !== undefined && (
        <Chip tone="held" icon="pause">
          {detail.order.hold.reason}
        </Chip>
      )}
    </PageHead>
  );
}

/** The orders before and after in the list it was opened from. */
function Neighbours({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const { ids } = recallList();
  const index = ids.indexOf(orderId);
  if (index < 0) return null;
  return (
    <nav className="neighbours" aria-label={t("order.neighbours")}>
      <Step to={ids[index - 1]} icon="chevron-left" label={t("order.previous")} />
      <span>{t("order.position", { index: formatCount(index + 1), total: formatCount(ids.length) })}</span>
      <Step to={ids[index + 1]} icon="chevron-right" label={t("order.next")} />
    </nav>
  );
}

function Step({ to, icon, label }: { to: string | undefined; icon: "chevron-left" | "chevron-right"; label: string }) {
  if (to === undefined) return <span className="step step-none" />;
  return (
    <Link className="step" to="/orders/$orderId" params={{ orderId: to }} preload={false} aria-label={label}>
      <Icon name={icon} />
    </Link>
  );
}

function OrderMenu({ detail, onExport }: { detail: OrderDetail; onExport: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"order" | "line" | "restart" | undefined>();
  const { order } = detail;
  const main = detail.instances.find(({ role, endedAt }) => role === "main" && endedAt === undefined);
  const changeable = !order.cancelled && detail.row.status !== "cancelled";
  const cancelling: DialogAction = {
    title: t("order.cancelTitle", { order: detail.row.shortNumber }),
    sentence: t("order.cancelSentence"),
    doIt: t("order.cancelDo"),
    danger: true,
    reason: "required",
    run: (reason) => cancelOrder(order.id, reason),
  };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items: [
            ...(onExport === undefined ? [] : [{ key: "export", label: t("order.export"), onClick: onExport }]),
            {
              key: "line",
              label: t("order.cancelLine"),
              disabled: !changeable || order.lines.every(({ state }) => state === "cancelled"),
              onClick: () => setOpen("line"),
            },
            {
              key: "restart",
              label: t("restart.open"),
              disabled: main === undefined,
              onClick: () => setOpen("restart"),
            },
            {
              key: "order",
              label: t("order.cancel"),
              danger: true,
              disabled: !changeable,
              onClick: () => setOpen("order"),
            },
          ],
        }}
      >
        <Button className="more-button" icon={<Icon name="more" size={20} />} aria-label={t("order.more")} />
      </Dropdown>
      {open === "order" && <ActionDialog action={cancelling} onClose={() => setOpen(undefined)} />}
      {open === "restart" && main !== undefined && (
        <RestartDialog detail={detail} instanceId={main.id} onClose={() => setOpen(undefined)} />
      )}
      {open === "line" && <CancelLineDialog detail={detail} onClose={() => setOpen(undefined)} />}
    </>
  );
}
