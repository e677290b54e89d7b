import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { DefinitionList, ScheduleRow, TrafficAnswer } from "@orderloom/api-contract";
import { trafficQuery } from "../../api/traffic.ts";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { ScheduleLine } from "./schedule-line.tsx";

export type WorkflowItem = DefinitionList["items"][number];

interface WorkflowRowProps {
  readonly row: WorkflowItem;
  /** Absent for a workflow that the clock does not start. */
  readonly schedule: ScheduleRow | undefined;
  readonly onDuplicate: () => void;
  readonly onStart: () => void;
}

export function WorkflowRow({ row, schedule, onDuplicate, onStart }: WorkflowRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.text(row.name);
  const isStartable = row.live !== undefined && row.paused === undefined && (row.role === "own" || schedule?.each);
  const startWords = t(schedule === undefined ? "workflows.start.start" : "workflows.start.run");
  const more = [
    ...(isStartable === true ? [{ key: "start", label: startWords, onClick: onStart }] : []),
    { key: "duplicate", label: t("workflows.duplicate"), onClick: onDuplicate },
  ];
  return (
    <tr>
      <td className="workflow-name">
        <Link to="/workflows/$id" params={{ id: row.id }}>
          {name}
        </Link>
        <code>{row.id}</code>
        {schedule !== undefined && <ScheduleLine schedule={schedule} />}
      </td>
      <td>{row.role === undefined ? null : t(`workflows.role.${row.role}`)}</td>
      <td>
        <LiveState row={row} />
      </td>
      <td>
        <DraftState row={row} />
      </td>
      <td className="number">{row.latest === undefined ? null : <OrdersOfLate id={row.id} />}</td>
      <td className="workflow-when">
        {t("workflows.changed", { by: row.updatedBy.name, at: format.instant(row.updatedAt).slice(0, 16) })}
      </td>
      <td className="workflow-more">
        <Dropdown trigger={["click"]} menu={{ items: more }}>
          <Button type="text" aria-label={t("workflows.more", { name })} icon={<Icon name="more" />} />
        </Dropdown>
      </td>
    </tr>
  );
}

function LiveState({ row: { live, latest, paused } }: { readonly row: WorkflowItem }) {
  const { t } = useTranslation();
  if (paused !== undefined)
    return (
      <Chip tone="held" icon="pause">
        {t("workflows.paused", { version: live ?? latest ?? 1 })}
      </Chip>
    );
  if (live !== undefined)
    return (
      <Chip tone="running" icon="play">
        {t("workflows.live", { version: live })}
      </Chip>
    );
  return <span className="quiet">{latest === undefined ? t("workflows.neverLive") : t("workflows.notInForce")}</span>;
}

function DraftState({ row: { draftState, problems } }: { readonly row: WorkflowItem }) {
  const { t } = useTranslation();
  if (draftState === undefined || draftState === "same") return null;
  return (
    <span className="workflow-draft">
      <Chip tone="waiting" icon="pencil">
        {t(draftState === "new" ? "workflows.draftNew" : "workflows.draftAhead")}
      </Chip>
      {problems !== undefined && problems.errors > 0 && (
        <span className="workflow-errors">
          <Icon name="alert" size={12} />
          {t("workflows.errors", { count: problems.errors })}
        </span>
      )}
    </span>
  );
}

/** Orders that came in: those that entered where the workflow starts. */
function OrdersOfLate({ id }: { readonly id: string }) {
  const traffic = useQuery(trafficQuery(id)).data;
  return traffic === undefined ? null : formatCount(entered(traffic));
}

/** Every order that came stood at the start once; nothing can come more often than the start. */
const entered = ({ nodes }: TrafficAnswer): number =>
  nodes["start"]?.entered ?? Math.max(0, ...Object.values(nodes).map((node) => node.entered));
