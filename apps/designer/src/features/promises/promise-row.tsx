import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { AppInfo } from "@orderloom/api-contract";
import { type FulfilmentPromise, type PromiseStart, promiseStarts, type PromiseTable } from "@orderloom/rule-dsl";
import { coveredBy, movePromise, narrowPromise, removePromise, setPromise } from "../../document/promises.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { DurationField } from "../../shared/reading/duration-field.tsx";
import { useLevelName, usualLevels } from "../../shared/use-level-name.ts";

interface PromiseRowProps {
  readonly promise: FulfilmentPromise;
  /** From 1. */
  readonly place: number;
  readonly table: PromiseTable;
  readonly channels: AppInfo["channels"];
  readonly onChange: (table: PromiseTable) => void;
}

/** One promise: whose orders, counted from when, how soon they have to leave. */
export function PromiseRow({ promise, place, table, channels, onChange }: PromiseRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const levelName = useLevelName();
  const { id, from = "received" } = promise;
  const move = (by: -1 | 1) => onChange(movePromise(table, id, by));
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  };
  const earlier = coveredBy(table, id);
  const label = (field: "channels" | "levels" | "from" | "within") =>
    t("promises.fieldOf", { field: t(`promises.${field}`), place });
  return (
    <li className="promise" onKeyDown={onKeyDown}>
      <span className="promise-place">{place}</span>
      <div className="promise-what">
        {promise.name !== undefined && <p className="promise-name">{format.text(promise.name)}</p>}
        <div className="promise-fields">
          <Field name={t("promises.channels")} className="promise-wide">
            <Select
              mode="multiple"
              aria-label={label("channels")}
              placeholder={t("promises.allChannels")}
              value={promise.channels ?? []}
              options={channels.map((channel) => ({ value: channel.id, label: format.text(channel.name) }))}
              showSearch={{ optionFilterProp: "label" }}
              maxTagCount="responsive"
              onChange={(to) => onChange(narrowPromise(table, id, "channels", to))}
            />
          </Field>
          <Field name={t("promises.levels")} className="promise-wide">
            <Select
              mode="tags"
              aria-label={label("levels")}
              placeholder={t("promises.allLevels")}
              value={promise.levels ?? []}
              options={usualLevels.map((level) => ({ value: level, label: levelName(level) }))}
              maxTagCount="responsive"
              onChange={(to) => onChange(narrowPromise(table, id, "levels", to))}
            />
          </Field>
          <Field name={t("promises.from")}>
            <Select<PromiseStart>
              aria-label={label("from")}
              value={from}
              options={promiseStarts.map((start) => ({ value: start, label: t(`promises.start.${start}`) }))}
              onChange={(start) => onChange(setPromise(table, id, { from: start }))}
            />
          </Field>
          <Field name={t("promises.within")}>
            <DurationField
              label={label("within")}
              value={promise.within}
              onChange={(within) => onChange(setPromise(table, id, { within }))}
            />
          </Field>
        </div>
        {earlier !== undefined && (
          <p className="promise-note">
            <Icon name="alert" size={12} />
            {t("promises.covered", { place: earlier })}
          </p>
        )}
      </div>
      <span className="promise-tools">
        <Button
          size="small"
          aria-label={t("promises.up", { place })}
          icon={<Icon name="chevron-up" size={14} />}
          disabled={place === 1}
          onClick={() => move(-1)}
        />
        <Button
          size="small"
          aria-label={t("promises.down", { place })}
          icon={<Icon name="chevron-down" size={14} />}
          disabled={place === table.promises.length}
          onClick={() => move(1)}
        />
        <Button
          size="small"
          aria-label={t("promises.remove", { place })}
          icon={<Icon name="cross" size={14} />}
          onClick={() => onChange(removePromise(table, id))}
        />
      </span>
    </li>
  );
}

interface FieldProps {
  readonly name: string;
  readonly className?: string;
  readonly children: React.ReactNode;
}

/** The word over a control; the control says its own name, with its line, to whoever cannot see it. */
function Field({ name, className = "", children }: FieldProps) {
  return (
    <div className={`promise-field ${className}`}>
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  );
}
