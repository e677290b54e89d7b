import { Button, Drawer, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format/use-format.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import { useIsPhone } from "../../../shared/media.ts";
import { useDebounced } from "../../../shared/use-debounced.ts";
import { DateFilter } from "./date-filter.tsx";
import type { FilterProps } from "./filter-props.ts";
import type { OrderSearch } from "./order-search.ts";
import { StatusCounts } from "./status-counts.tsx";

/** What narrows the list. On a phone all but searching is in a sheet. */
export function FilterBar(props: FilterProps) {
  const { search, onSearch } = props;
  const isPhone = useIsPhone();
  return (
    <div className="filter-bar">
      <SearchField key={search.q ?? ""} search={search} onSearch={onSearch} />
      {isPhone ? (
        <FilterSheet {...props} />
      ) : (
        <>
          <DateFilter {...props} />
          <ChannelFilter {...props} />
          <ChosenFilters {...props} />
        </>
      )}
      <StatusCounts {...props} />
    </div>
  );
}

const SETTLE_MS = 250;

function withText(search: OrderSearch, q: string): OrderSearch {
  const { q: _q, ...rest } = search;
  return q === "" ? rest : { ...rest, q };
}

function SearchField({ search, onSearch }: Pick<FilterProps, "search" | "onSearch">) {
  const { t } = useTranslation();
  const [text, setText] = useState(search.q ?? "");
  const settled = useDebounced(text.trim(), SETTLE_MS);
  useEffect(() => {
    if (settled !== (search.q ?? "") && settled === text.trim()) onSearch(withText(search, settled));
  }, [onSearch, search, settled, text]);
  return (
    <Input
      className="search-field"
      value={text}
      allowClear
      prefix={<Icon name="search" />}
      placeholder={t("filter.search")}
      aria-label={t("filter.search")}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onSearch(withText(search, text.trim()))}
    />
  );
}

const ALL = "";

function ChannelFilter({ search, onSearch, channels, counts }: FilterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { channel, ...rest } = search;
  return (
    <Select
      className="channel-filter"
      aria-label={t("filter.channel")}
      value={channel ?? ALL}
      popupMatchSelectWidth={false}
      options={[
        { value: ALL, label: t("filter.allChannels"), count: undefined },
        ...channels.map(({ id, name }) => ({ value: id, label: format.text(name), count: counts?.byChannel[id] ?? 0 })),
      ]}
      optionRender={({ data }) => (
        <span className="option-with-count">
          {data.label}
          <span>{data.count}</span>
        </span>
      )}
      onChange={(id: string) => onSearch(id === ALL ? rest : { ...rest, channel: id })}
    />
  );
}

/** What was chosen elsewhere (a stage's head, “show all stuck”), each with a way to take it back. */
function ChosenFilters({ search, onSearch }: FilterProps) {
  const { t } = useTranslation();
  const { stuck, ...rest } = search;
  if (stuck !== true) return null;
  return (
    <Button icon={<Icon name="cross" size={14} />} iconPlacement="end" onClick={() => onSearch(rest)}>
      {t("filter.onlyStuck")}
    </Button>
  );
}

function FilterSheet(props: FilterProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { search } = props;
  const chosen = [search.channel, search.date ?? search.from ?? search.to, search.stuck].filter(
    (value) => value !== undefined,
  );
  return (
    <>
      <Button
        size="large"
        className="filter-button"
        icon={<Icon name="filter" size={20} />}
        aria-label={t("filter.open")}
        onClick={() => setOpen(true)}
      >
        {chosen.length > 0 && chosen.length}
      </Button>
      <Drawer
        open={open}
        placement="bottom"
        title={t("filter.open")}
        closable={{ "aria-label": t("action.close") }}
        onClose={() => setOpen(false)}
        rootClassName="filter-sheet"
        size={360}
        footer={
          <Button type="primary" size="large" block onClick={() => setOpen(false)}>
            {t("filter.show")}
          </Button>
        }
      >
        <div className="sheet-fields">
          <ChannelFilter {...props} />
          <DateFilter {...props} />
          <StuckSwitch {...props} />
        </div>
      </Drawer>
    </>
  );
}

function StuckSwitch({ search, onSearch }: FilterProps) {
  const { t } = useTranslation();
  const { stuck, ...rest } = search;
  return (
    <Button
      size="large"
      aria-pressed={stuck === true}
      onClick={() => onSearch(stuck === true ? rest : { ...rest, stuck: true })}
    >
      {stuck === true ? t("filter.showAll") : t("filter.onlyStuck")}
    </Button>
  );
}
