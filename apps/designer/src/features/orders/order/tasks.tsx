import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { OrderDetail, TaskLine } from "@orderloom/api-contract";
import { useAppInfo } from "../../../api/app-info.ts";
import { decideTask } from "../../../api/handling.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import type { IconName } from "../../../shared/icons/paths.ts";
import { ClaimButton } from "../../../shared/tasks/claim-button.tsx";
import { DecideDialog } from "../../../shared/tasks/decide-dialog.tsx";
import { Bead } from "../../../shared/thread/bead.tsx";
import type { Tone } from "../../../shared/thread/thread-row.tsx";
import { Chip } from "../../../shared/ui/status-chip.tsx";
import { useNow } from "../../../shared/use-now.ts";

import { Section } from "./section.tsx";

const looks: Readonly<Record<TaskLine["state"], { readonly tone: Tone; readonly icon: IconName }>> = {
  open: { tone: "held", icon: "pause" },
  decided: { tone: "done", icon: "check" },
  withdrawn: { tone: "waiting", icon: "ban" },
  "timed-out": { tone: "waiting", icon: "clock" },
};

/** What people were asked, what they said, and the buttons for what is still open. */
export function Tasks({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { tasks } = detail;
  if (tasks.length === 0) return null;
  const open = tasks.filter(({ state }) => state === "open");
  const count = open.length > 0 ? t("tasks.open", { count: open.length }) : t("tasks.closed", { count: tasks.length });
  // What is open comes first: it is what the page was opened for.
  const ordered = [...open, ...tasks.filter(({ state }) => state !== "open")];
  return (
    <Section id="tasks" className={open.length > 0 ? "section-open" : ""} title={t("tasks.title")} count={count}>
      <ul className="tasks">
        {ordered.map((task) => (
          <TaskCard key={task.id} task={task} orderId={detail.order.id} number={detail.row.shortNumber} />
        ))}
      </ul>
    </Section>
  );
}

function TaskCard({ task, orderId, number }: { task: TaskLine; orderId: string; number: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const app = useAppInfo();
  const group = app?.groups.find(({ id }) => id === task.group);
  const { tone, icon } = looks[task.state];
  const length = format.duration((task.closedAt ?? now) - task.openedAt);
  return (
    <li className="task">
      <header className="task-head">
        <Bead category="human" icon="person" size={20} />
        <b>{format.text(task.name)}</b>
        <span className="mono quiet task-id">{task.id.split("/").slice(-2).join("/")}</span>
        <Chip tone={tone} icon={icon}>
          {task.outcome === undefined ? t(`task.${task.state}`) : format.text(task.outcome)}
        </Chip>
      </header>
      <dl className="task-facts">
        <dt>{t("tasks.group")}</dt>
        <dd>{group === undefined ? task.group : format.text(group.name)}</dd>
        <dt>{task.state === "open" ? t("tasks.waiting") : t("tasks.took")}</dt>
        <dd>
          {task.dueAt === undefined
            ? length
            : t("tasks.lengthDue", { length, at: format.moment(task.dueAt, task.openedAt) })}
        </dd>
        {task.approvalsNeeded > 1 && (
          <>
            <dt>{t("tasks.approvals")}</dt>
            <dd>{t("tasks.given", { given: task.approvals.length, needed: task.approvalsNeeded })}</dd>
          </>
        )}
      </dl>
      {task.approvals.length > 0 && <Approvals task={task} />}
      <Decide task={task} orderId={orderId} number={number} />
    </li>
  );
}

function Approvals({ task }: { task: TaskLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="approvals">
      {task.approvals.map(({ by, outcome, at, reason }) => (
        <li key={`${by}/${at}`}>
          {t("tasks.said", { by, outcome: format.text(outcome), at: format.clock(at) })}
          {reason !== undefined && <span className="quiet"> {t("tasks.reason", { reason })}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The dialog stays when somebody else was first: what was written is not lost, and sending it tells who decided. */
function Decide({ task, orderId, number }: { task: TaskLine; orderId: string; number: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | undefined>();
  const outcome = task.outcomes.find(({ id }) => id === chosen);
  const onSettled = () => {
    for (const key of [["order", orderId], ["orders"], ["tasks"]]) void client.invalidateQueries({ queryKey: key });
  };
  return (
    <>
      {task.state === "open" && (
        <>
          {task.excluded && <p className="task-excluded">{t("tasks.excluded")}</p>}
          <div className="task-outcomes">
            {task.outcomes.map(({ id, name }, index) => (
              <Button key={id} type={index === 0 ? "primary" : "default"} onClick={() => setChosen(id)}>
                {format.text(name)}
              </Button>
            ))}
            <ClaimButton task={{ id: task.id, claimedBy: task.claimedBy }} onSettled={onSettled} />
          </div>
        </>
      )}
      {outcome !== undefined && (
        <DecideDialog
          onClose={() => setChosen(undefined)}
          deciding={{
            title: t("tasks.decideTitle", { task: format.text(task.name), outcome: format.text(outcome.name) }),
            sentence: sentenceOf(t, task, number),
            doIt: t("tasks.decide", { outcome: format.text(outcome.name), order: number }),
            form: task.form,
            run: async (decision) => {
              try {
                return await decideTask(task.id, { outcome: outcome.id, ...decision });
              } finally {
                // Also when it is refused: then somebody else was first, and the page should show it.
                onSettled();
              }
            },
          }}
        />
      )}
    </>
  );
}

function sentenceOf(t: TFunction, task: TaskLine, order: string): string {
  const more = task.approvalsNeeded - task.approvals.length - 1;
  return more > 0 ? t("tasks.decideMore", { order, count: more }) : t("tasks.decideSentence", { order });
}
