import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { listenToBoard } from "../api/board.ts";
import { taskGroupsQuery } from "../api/tasks.ts";
import { formatCount } from "../shared/format/number.ts";
import { Icon } from "../shared/icons/icon.tsx";

const GATHER_MS = 1000;
const MOST_SHOWN = 999;

/** The way to what waits for one's groups, with how much it is, live. */
export function InboxLink({ groups }: { groups: readonly string[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const waiting = useQuery(taskGroupsQuery("cause", { group: groups.join(",") })).data?.total ?? 0;
  const belongs = groups.length > 0;
  useEffect(() => {
    if (!belongs) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gather = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ["tasks", "groups"] });
      }, GATHER_MS);
    };
    const close = listenToBoard({
      onFrame: ({ tasks = [], tasksMissed }) => {
        if (tasks.length > 0 || tasksMissed === true) gather();
      },
      onReconnected: gather,
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [belongs, client]);
  return (
    <Link to="/inbox" className="rail-item" activeProps={{ className: "rail-item rail-item-active" }}>
      <span className="rail-icon">
        <Icon name="inbox" size={20} />
        {waiting > 0 && (
          <span className="rail-badge" aria-hidden="true">
            {waiting > MOST_SHOWN ? `${formatCount(MOST_SHOWN)}+` : formatCount(waiting)}
          </span>
        )}
      </span>
      {t("inbox.title")}
      {waiting > 0 && <span className="visually-hidden">{t("inbox.waitingForYou", { count: waiting })}</span>}
    </Link>
  );
}
