import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { decidedQuery } from "../../api/tasks.ts";
import { formatMoney } from "../../shared/format/money.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { useNow } from "../../shared/use-now.ts";

/** What I decided, the latest first, and how its orders stand now. */
export function DecidedList() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const decided = useInfiniteQuery(decidedQuery);
  if (decided.data === undefined) {
    if (decided.error !== null) return <Failure error={decided.error} onRetry={() => void decided.refetch()} />;
    return <Waiting rows={10} words={t("inbox.fetching")} />;
  }
  const items = decided.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Notice kind="empty" title={t("inbox.noDone")}>
        <p>{t("inbox.noDoneHint")}</p>
      </Notice>
    );
  return (
    <div className="decided">
      <table className="decided-table">
        <thead>
          <tr>
            <th scope="col">{t("inbox.decidedAt")}</th>
            <th scope="col">{t("column.order")}</th>
            <th scope="col">{t("column.customer")}</th>
            <th scope="col" className="decided-amount">
              {t("column.amount")}
            </th>
            <th scope="col">{t("inbox.what")}</th>
            <th scope="col">{t("inbox.outcome")}</th>
            <th scope="col">{t("inbox.waited")}</th>
            <th scope="col">{t("inbox.nowStands")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, orderId, shortNumber, name, order, outcome, openedAt, endedAt, orderStatus }) => (
            <tr key={id}>
              <td>{format.moment(endedAt, now)}</td>
              <td className="mono id">
                {orderId === undefined ? (
                  (shortNumber ?? id)
                ) : (
                  <Link to="/orders/$orderId" params={{ orderId }}>
                    {shortNumber ?? id}
                  </Link>
                )}
              </td>
              <td>{order?.customer}</td>
              <td className="decided-amount">{order !== undefined && formatMoney(order.total)}</td>
              <td>{format.text(name)}</td>
              <td>{outcome !== undefined && format.text(outcome)}</td>
              <td>{format.duration(Math.max(0, endedAt - openedAt))}</td>
              <td>{orderStatus !== undefined && <StatusChip status={orderStatus} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {decided.hasNextPage && (
        <Button loading={decided.isFetchingNextPage} onClick={() => void decided.fetchNextPage()}>
          {t("inbox.earlier")}
        </Button>
      )}
    </div>
  );
}
