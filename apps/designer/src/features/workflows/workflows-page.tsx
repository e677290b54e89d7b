import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown, Input, message } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleRow, StartAnswer } from "@orderloom/api-contract";
import { schedulesQuery } from "../../api/schedules.ts";
import { workflowsQuery } from "../../api/workflows.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useIsNarrow } from "../../shared/media.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { NewWorkflow } from "./new-workflow.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { TemplateDrawer } from "./template-drawer.tsx";
import { type WorkflowItem, WorkflowRow } from "./workflow-row.tsx";
import "./workflows-page.css";

type Opened =
  | { readonly kind: "new" }
  | { readonly kind: "templates" }
  | { readonly kind: "copy"; readonly of: WorkflowItem }
  | { readonly kind: "start"; readonly of: WorkflowItem };

/** Every workflow: what is live, what is being drawn, how many orders went through. */
export function WorkflowsPage({
  onOpen,
  onRouting,
  onPromises,
  onCalendars,
}: {
  readonly onOpen: (id: string) => void;
  readonly onRouting: () => void;
  readonly onPromises: () => void;
  readonly onCalendars: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const isNarrow = useIsNarrow();
  const workflows = useQuery(workflowsQuery);
  const schedules = useQuery(schedulesQuery).data ?? [];
  const scheduleOf = (id: string) => schedules.find(({ workflow }) => workflow === id);
  const [told, toldHere] = message.useMessage();
  const [opened, setOpened] = useState<Opened>();
  const [search, setSearch] = useState("");
  const items = workflows.data?.items ?? [];
  const taken = new Set(items.map(({ id }) => id));
  const close = () => setOpened(undefined);
  const created = (id: string) => {
    void client.invalidateQueries({ queryKey: workflowsQuery.queryKey });
    onOpen(id);
  };
  const tell = ({ started, leftOut }: StartAnswer): void => {
    const words: string[] = [t("workflows.start.started", { count: started })];
    if (leftOut > 0) words.push(t("workflows.start.leftOut", { count: leftOut }));
    void told.success(words.join(t("fact.comma")));
  };
  const others = [
    { key: "routing", icon: "branch", label: t("routing.title"), onClick: onRouting },
    { key: "promises", icon: "clock", label: t("promises.title"), onClick: onPromises },
    { key: "calendars", icon: "calendar", label: t("calendars.title"), onClick: onCalendars },
    {
      key: "templates",
      icon: "document",
      label: t("workflows.fromTemplate"),
      onClick: () => setOpened({ kind: "templates" }),
    },
  ] as const;
  const buttons = (
    <>
      {isNarrow ? (
        <Dropdown
          trigger={["click"]}
          menu={{ items: others.map(({ icon, ...item }) => ({ ...item, icon: <Icon name={icon} /> })) }}
        >
          <Button aria-label={t("workflows.pages")} icon={<Icon name="more" />} />
        </Dropdown>
      ) : (
        others.map(({ key, icon, label, onClick }) => (
          <Button key={key} icon={<Icon name={icon} />} onClick={onClick}>
            {label}
          </Button>
        ))
      )}
      <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpened({ kind: "new" })}>
        {t("workflows.new")}
      </Button>
    </>
  );
  return (
    <>
      <PageHead actions={items.length > 0 && <span className="workflows-actions">{buttons}</span>}>
        <h1>{t("workflows.title")}</h1>
      </PageHead>
      {workflows.isPending && <Waiting rows={6} words={t("workflows.fetching")} />}
      {workflows.data === undefined && workflows.error !== null && (
        <Failure error={workflows.error} onRetry={() => void workflows.refetch()} />
      )}
      {workflows.data !== undefined && items.length === 0 && (
        <Notice kind="empty" title={t("workflows.none")} action={<div className="notice-actions">{buttons}</div>}>
          <p>{t("workflows.noneHint")}</p>
        </Notice>
      )}
      {items.length > 0 && (
        <div className="workflows">
          <Input
            className="workflows-search"
            value={search}
            allowClear
            prefix={<Icon name="search" />}
            placeholder={t("workflows.search")}
            aria-label={t("workflows.search")}
            onChange={(event) => setSearch(event.target.value)}
          />
          <WorkflowTable
            items={items.filter((item) => matches(search, format.text(item.name), item.id))}
            scheduleOf={scheduleOf}
            onDuplicate={(of) => setOpened({ kind: "copy", of })}
            onStart={(of) => setOpened({ kind: "start", of })}
          />
        </div>
      )}
      {opened?.kind === "new" && <NewWorkflow taken={taken} onClose={close} onCreated={created} />}
      {opened?.kind === "copy" && (
        <NewWorkflow
          from={{ id: opened.of.id, name: format.text(opened.of.name) }}
          taken={taken}
          onClose={close}
          onCreated={created}
        />
      )}
      {opened?.kind === "start" && (
        <StartDialog
          id={opened.of.id}
          name={format.text(opened.of.name)}
          version={opened.of.live ?? 1}
          schedule={scheduleOf(opened.of.id)}
          onStarted={tell}
          onClose={close}
        />
      )}
      {toldHere}
      {opened?.kind === "templates" && <TemplateDrawer taken={taken} onClose={close} onOpen={created} />}
    </>
  );
}

const matches = (search: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));

function WorkflowTable({
  items,
  scheduleOf,
  onDuplicate,
  onStart,
}: {
  readonly items: readonly WorkflowItem[];
  readonly scheduleOf: (id: string) => ScheduleRow | undefined;
  readonly onDuplicate: (of: WorkflowItem) => void;
  readonly onStart: (of: WorkflowItem) => void;
}) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className="quiet workflows-no-match">{t("workflows.noMatch")}</p>;
  return (
    <div className="workflows-scroller">
      <table className="workflows-table">
        <thead>
          <tr>
            <th scope="col">{t("workflows.column.name")}</th>
            <th scope="col">{t("workflows.column.role")}</th>
            <th scope="col">{t("workflows.column.live")}</th>
            <th scope="col">{t("workflows.column.draft")}</th>
            <th scope="col" className="number">
              {t("workflows.column.orders")}
            </th>
            <th scope="col">{t("workflows.column.changed")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("workflows.column.more")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <WorkflowRow
              key={row.id}
              row={row}
              schedule={scheduleOf(row.id)}
              onDuplicate={() => onDuplicate(row)}
              onStart={() => onStart(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
