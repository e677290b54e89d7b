import { Button, Input, InputNumber, Popover, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "@orderloom/api-contract";
import type { TaskSort } from "../../api/tasks.ts";
import { formatCount } from "../../shared/format/number.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { type InboxSearch, isNarrowed, sorts } from "./inbox-search.ts";

interface ListHeadProps {
  readonly total: number;
  readonly selected: number;
  readonly isAll: boolean;
  readonly isPhone: boolean;
  readonly canUndo: boolean;
  readonly rows: readonly TaskRow[];
  readonly search: InboxSearch;
  readonly onSearch: (search: InboxSearch) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
}

/** How many are selected, all of them at once, and which and in what order. */
export function ListHead(props: ListHeadProps) {
  const { total, selected, isAll, isPhone, canUndo, onAll, onClear, onUndo } = props;
  const { t } = useTranslation();
  const counts = { selected: formatCount(selected), total: formatCount(total) };
  return (
    <div className="list-head">
      <label className="list-head-all">
        <input
          type="checkbox"
          checked={isAll}
          ref={(box) => {
            if (box !== null) box.indeterminate = selected > 0 && !isAll;
          }}
          aria-label={t("inbox.selectAll", counts)}
          onChange={() => (selected > 0 ? onClear() : onAll())}
        />
        <span>
          {selected > 0 ? t("inbox.selectedOf", counts) : t("inbox.ordersIn", { count: total, shown: counts.total })}
        </span>
      </label>
      {canUndo && (
        <button type="button" className="link-button" onClick={onUndo}>
          {t("inbox.undo")}
        </button>
      )}
      <span className="list-head-rest" />
      <FilterButton {...props} />
      {!isPhone && <SortSelect {...props} />}
    </div>
  );
}

function SortSelect({ search, onSearch }: ListHeadProps) {
  const { t } = useTranslation();
  return (
    <Select<TaskSort>
      className="list-sort"
      aria-label={t("inbox.sort.label")}
      value={search.sort ?? "waiting"}
      popupMatchSelectWidth={false}
      options={sorts.map((sort) => ({ value: sort, label: t(`inbox.sort.${sort}`) }))}
      onChange={(sort) => {
        const { sort: _, ...rest } = search;
        onSearch(sort === "waiting" ? rest : { ...rest, sort });
      }}
    />
  );
}

const CENTS = 100;

function FilterButton(props: ListHeadProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={<Filter {...props} onDone={() => setOpen(false)} />}
    >
      <Button className={isNarrowed(props.search) ? "filter-on" : ""} size={props.isPhone ? "large" : "middle"}>
        <Icon name="filter" />
        {t("inbox.filter")}
      </Button>
    </Popover>
  );
}

function Filter({ rows, search, onSearch, isPhone, onDone }: ListHeadProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(search.from);
  const [to, setTo] = useState(search.to);
  const provinces = [...new Set(rows.flatMap(({ order }) => order?.province ?? []))].sort();
  const [region, setRegion] = useState(search.region);
  const { from: _from, to: _to, region: _region, ...rest } = search;
  const size = isPhone ? "large" : "middle";
  const yuan = (value: number | undefined) => (value === undefined ? null : value / CENTS);
  const minor = (value: number | null) => (value === null ? undefined : Math.round(value * CENTS));
  return (
    <form
      className="inbox-filter"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch({
          ...rest,
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(region === undefined ? {} : { region }),
        });
        onDone();
      }}
    >
      <label>
        <span>{t("inbox.amountFrom")}</span>
        <InputNumber size={size} min={0} value={yuan(from)} onChange={(value) => setFrom(minor(value))} />
      </label>
      <label>
        <span>{t("inbox.amountTo")}</span>
        <InputNumber size={size} min={0} value={yuan(to)} onChange={(value) => setTo(minor(value))} />
      </label>
      <label>
        <span>{t("inbox.region")}</span>
        {provinces.length > 0 ? (
          <Select
            size={size}
            allowClear
            aria-label={t("inbox.region")}
            value={region ?? null}
            options={provinces.map((province) => ({ value: province, label: province }))}
            onChange={(value: string | null) => setRegion(value ?? undefined)}
          />
        ) : (
          <Input size={size} value={region ?? ""} onChange={(event) => setRegion(event.target.value || undefined)} />
        )}
      </label>
      <div className="inbox-filter-do">
        <Button
          size={size}
          onClick={() => {
            onSearch(rest);
            onDone();
          }}
        >
          {t("empty.clear")}
        </Button>
        <Button size={size} type="primary" htmlType="submit">
          {t("inbox.narrow")}
        </Button>
      </div>
    </form>
  );
}
