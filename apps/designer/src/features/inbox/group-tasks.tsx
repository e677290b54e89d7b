import type { InputRef } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskGroup, TaskRow } from "@orderloom/api-contract";
import { type Claiming, claimTask, selectTasks, type TaskFilter } from "../../api/tasks.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useIsNarrow, useIsPhone } from "../../shared/media.ts";
import { DecideDialog } from "../../shared/tasks/decide-dialog.tsx";
import { BatchBand } from "./batch-band.tsx";
import { DecideBar, type Outcome } from "./decide-bar.tsx";
import { EvidenceSheet } from "./evidence-sheet.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";
import { isOver } from "./fate.ts";
import type { InboxSearch, Me } from "./inbox-search.ts";
import { KeyHelp } from "./key-help.tsx";
import { ListHead } from "./list-head.tsx";
import { PhoneGroupHead } from "./phone-group-head.tsx";
import * as selecting from "./selection.ts";
import { SetAsideBand } from "./set-aside-band.tsx";
import { TaskList } from "./task-list.tsx";
import { takesSeveral } from "./task-row.tsx";
import { useAskedWords } from "./use-asked-words.ts";
import { type Asked, useDecisions } from "./use-decisions.ts";
import { focusTask, useInboxKeys } from "./use-inbox-keys.ts";
import type { LiveTasks } from "./use-live-tasks.ts";

export interface GroupTasksProps {
  readonly me: Me;
  readonly group: TaskGroup;
  readonly rows: readonly TaskRow[];
  readonly total: number;
  readonly filter: TaskFilter;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly live: LiveTasks;
  readonly search: InboxSearch;
  readonly onSearch: (search: InboxSearch) => void;
}

/** The tasks of one group: walk them, select, decide one or many, with the evidence beside. */
export function GroupTasks(props: GroupTasksProps) {
  const { me, group, rows, total, filter, hasMore, onMore, live, search, onSearch } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isPhone = useIsPhone();
  const isNarrow = useIsNarrow();
  const { fates } = live;
  const [picked, setPicked] = useState(search.task);
  const [isSheetOpen, setSheetOpen] = useState(search.task !== undefined && isNarrow);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [selection, setSelection] = useState(selecting.nothingSelected);
  const reasonBox = useRef<InputRef>(null);
  const open = useMemo(() => rows.filter(({ id }) => !isOver(fates.get(id))), [fates, rows]);
  const current = rows.find(({ id }) => id === picked) ?? open[0];
  const chosen = selecting.without(selection, (id) => isOver(fates.get(id)));
  const decisions = useDecisions({
    me: me.name,
    place: current === undefined ? group.key : `${current.workflow}/${current.nodeId}`,
    live,
    onDecided: (id) => setPicked(nextOpen(rows, id, (one) => isOver(fates.get(one)) || one === id)),
  });
  const words = useAskedWords();
  const outcomes = current?.outcomes ?? group.outcomes ?? [];
  const many = chosen.ids.size;

  const askedFor = (outcome: Outcome): Asked | undefined => {
    const isFirst = outcome.id === outcomes[0]?.id;
    if (many > 1) return { outcome, isFirst, ids: [...chosen.ids], row: undefined, form: current?.form ?? group.form };
    const only = many === 1 ? rows.find(({ id }) => chosen.ids.has(id)) : current;
    return only === undefined ? undefined : { outcome, isFirst, ids: [only.id], row: only, form: only.form };
  };
  const begin = (outcome: Outcome) => {
    const asked = askedFor(outcome);
    if (asked !== undefined) decisions.begin(asked);
  };
  const claim = () => {
    if (current === undefined) return;
    const how: Claiming = current.claimedBy === undefined ? "claim" : current.claimedByMe ? "release" : "takeover";
    // A refusal shows in the evidence, which is fetched again by the board.
    claimTask(current.id, how).then(live.level, live.level);
  };
  const all = async () => {
    const everything = await selectTasks(filter);
    setSelection((known) => selecting.selectAll(known, everything));
  };
  const toggle = (row: TaskRow | undefined) => {
    if (row === undefined || takesSeveral(row) || row.excluded || isOver(fates.get(row.id))) return;
    setSelection((known) => selecting.toggle(known, row.id));
  };
  const pick = (id: string) => {
    setPicked(id);
    if (isNarrow) setSheetOpen(true);
  };
  useInboxKeys({
    move: (step) => {
      const next = neighbour(rows, current?.id, step);
      if (next === undefined) return;
      setPicked(next.id);
      focusTask(next.id);
    },
    select: () => toggle(current),
    selectAll: () => void all(),
    undo: () => setSelection(selecting.undo),
    decide: (which) => {
      const outcome = outcomes[which];
      if (outcome === undefined) return;
      // Many at once are worth a second look: the key leads to the button, the button decides.
      if (many > 1) document.querySelector<HTMLElement>(`.decide-bar [data-outcome="${outcome.id}"]`)?.focus();
      else begin(outcome);
    },
    claim,
    writeReason: () => reasonBox.current?.focus(),
    open: () => {
      if (isNarrow) setSheetOpen(true);
      else document.querySelector<HTMLElement>(".inbox-evidence")?.focus();
    },
    leave: () => {
      if (isSheetOpen) setSheetOpen(false);
      else if (many > 0) setSelection(selecting.clear);
      else if (current !== undefined) focusTask(current.id);
    },
    help: () => setHelpOpen(true),
  });

  const bar = (count: number) => (
    <DecideBar
      place={current === undefined ? group.key : `${current.workflow}/${current.nodeId}`}
      outcomes={outcomes}
      count={count}
      isBusy={decisions.batch?.state === "running"}
      isPhone={isPhone}
      reason={decisions.reason}
      reasonBox={reasonBox}
      onReason={decisions.onReason}
      onDecide={begin}
    />
  );
  const several = open.find(takesSeveral);
  return (
    <>
      <section className="inbox-list" aria-label={t("inbox.list")}>
        {isPhone && <PhoneGroupHead group={group} onBack={() => onSearch(withoutKey(search))} />}
        <ListHead
          total={total}
          selected={many}
          isAll={many > 0 && many + chosen.setAside + chosen.held >= total}
          isPhone={isPhone}
          canUndo={selection.before.length > 0 && many === 0}
          rows={rows}
          search={search}
          onSearch={onSearch}
          onAll={() => void all()}
          onClear={() => setSelection(selecting.clear)}
          onUndo={() => setSelection(selecting.undo)}
        />
        {(chosen.setAside > 0 || chosen.held > 0) && many > 0 && (
          <SetAsideBand
            setAside={chosen.setAside}
            held={chosen.held}
            {...(several === undefined
              ? {}
              : {
                  onLook: () => {
                    setSelection(selecting.clear);
                    pick(several.id);
                    focusTask(several.id);
                  },
                })}
          />
        )}
        {live.fresh > 0 && (
          <button type="button" className="fresh-tasks" onClick={live.settle}>
            {t("inbox.fresh", { count: live.fresh })}
          </button>
        )}
        {decisions.batch !== undefined && (
          <BatchBand
            batch={decisions.batch}
            onStop={decisions.stop}
            onAgain={() => {
              if (decisions.batch !== undefined) void decisions.run(decisions.batch.request).then(live.level);
            }}
            onDismiss={decisions.dismiss}
          />
        )}
        <TaskList
          rows={rows}
          fates={fates}
          current={current?.id}
          selected={chosen.ids}
          isPhone={isPhone}
          name={t("inbox.list")}
          hasMore={hasMore}
          onMore={onMore}
          onCurrent={setPicked}
          onOpen={pick}
          onToggle={(id) => toggle(rows.find((row) => row.id === id))}
          onHold={live.hold}
        />
        {(!isPhone || many > 0) &&
          bar(many > 0 ? many : current === undefined || isOver(fates.get(current.id)) ? 0 : 1)}
      </section>
      {!isNarrow && current !== undefined && (
        <aside className="inbox-evidence" aria-label={t("inbox.evidence")} tabIndex={-1}>
          <EvidencePanel taskId={current.id} groupSize={group.count} />
        </aside>
      )}
      {isNarrow && isSheetOpen && current !== undefined && (
        <EvidenceSheet
          isPhone={isPhone}
          title={format.text(current.name)}
          onClose={() => setSheetOpen(false)}
          footer={isPhone && many === 0 && !isOver(fates.get(current.id)) ? bar(1) : null}
        >
          <EvidencePanel taskId={current.id} groupSize={group.count} />
        </EvidenceSheet>
      )}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
      {decisions.asked !== undefined && (
        <DecideDialog
          onClose={() => decisions.onAsk(undefined)}
          deciding={{
            ...words(decisions.asked),
            form: decisions.asked.form,
            reason: decisions.reason,
            run: (decision) =>
              decisions.asked === undefined ? Promise.resolve() : decisions.decide(decisions.asked, decision),
          }}
        />
      )}
    </>
  );
}

function neighbour(rows: readonly TaskRow[], id: string | undefined, step: 1 | -1): TaskRow | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? rows[0] : rows[at + step];
}

/** The one after it that is still to be decided, else the one before. */
function nextOpen(rows: readonly TaskRow[], id: string, isDone: (id: string) => boolean): string | undefined {
  const at = rows.findIndex((row) => row.id === id);
  const after = rows.slice(at + 1).find((row) => !isDone(row.id));
  return (after ?? rows.slice(0, Math.max(0, at)).findLast((row) => !isDone(row.id)))?.id;
}

function withoutKey({ key: _key, task: _task, ...rest }: InboxSearch): InboxSearch {
  return rest;
}
