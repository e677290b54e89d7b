import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "@orderloom/api-contract";
import { useNow } from "../../shared/use-now.ts";
import type { Fates } from "./fate.ts";
import { TaskRowView } from "./task-row.tsx";

interface TaskListProps {
  readonly rows: readonly TaskRow[];
  readonly fates: Fates;
  readonly current: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly isPhone: boolean;
  readonly name: string;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly onCurrent: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onHold: (held: boolean) => void;
}

const ROW = 36;
const CARD = 60;
const OVERSCAN = 8;
const NEAR_THE_END = 20;
const AT_THE_TOP = 4;
const EVERY_SECOND = 1000;

/** The rows of one group, drawn as far as they are seen. */
export function TaskList(props: TaskListProps) {
  const { rows, fates, current, selected, isPhone, hasMore, onMore, onCurrent, onOpen, onToggle, onHold } = props;
  const { t } = useTranslation();
  const now = useNow(EVERY_SECOND);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here and not handed on
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? CARD : ROW),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollPaddingStart: isPhone ? 0 : ROW,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - NEAR_THE_END) onMore();
  }, [hasMore, last, onMore, rows.length]);
  return (
    <div
      className="task-scroller"
      ref={scroller}
      tabIndex={-1}
      onPointerEnter={(event) => onHold(event.pointerType === "mouse")}
      onPointerLeave={() => onHold((scroller.current?.scrollTop ?? 0) > AT_THE_TOP && isPhone)}
    >
      <div role="grid" aria-label={props.name} aria-rowcount={-1} aria-multiselectable="true">
        {!isPhone && (
          <div className="task-head-row" role="row">
            <span role="columnheader" aria-label={t("inbox.selectColumn")} />
            <span role="columnheader">{t("column.order")}</span>
            <span role="columnheader">{t("column.customer")}</span>
            <span role="columnheader" className="task-amount">
              {t("column.amount")}
            </span>
            <span role="columnheader">{t("inbox.content")}</span>
            <span role="columnheader" className="task-waited">
              {t("inbox.waited")}
            </span>
          </div>
        )}
        <div role="rowgroup" className="task-lines" style={{ height: virtualizer.getTotalSize() }}>
          {shown.flatMap(({ index, start }) => {
            const row = rows[index];
            return row === undefined
              ? []
              : [
                  <TaskRowView
                    key={row.id}
                    row={row}
                    top={start}
                    index={index}
                    now={now}
                    fate={fates.get(row.id)}
                    isCurrent={row.id === current}
                    isSelected={selected.has(row.id)}
                    isPhone={isPhone}
                    onFocus={() => onCurrent(row.id)}
                    onOpen={() => onOpen(row.id)}
                    onToggle={() => onToggle(row.id)}
                  />,
                ];
          })}
        </div>
      </div>
    </div>
  );
}
