import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { PromiseTable } from "@orderloom/rule-dsl";
import { addAhead, aheadProblem, removeAhead, setAhead } from "../../document/promises.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { DurationField } from "../../shared/reading/duration-field.tsx";
import { useLevelName, usualLevels } from "../../shared/use-level-name.ts";

interface AheadListProps {
  readonly table: PromiseTable;
  readonly onChange: (table: PromiseTable) => void;
}

/** Whose orders are served as if they were due that much sooner. */
export function AheadList({ table, onChange }: AheadListProps) {
  const { t } = useTranslation();
  const lines = table.ahead ?? [];
  return (
    <section className="ahead" aria-labelledby="ahead-title">
      <h2 id="ahead-title">{t("promises.ahead")}</h2>
      <p className="quiet">{t("promises.aheadHint")}</p>
      <ul className="ahead-lines">
        {lines.map((_, place) => (
          <AheadLine key={place} table={table} place={place} onChange={onChange} />
        ))}
      </ul>
      <Button icon={<Icon name="plus" />} onClick={() => onChange(addAhead(table))}>
        {t("promises.addAhead")}
      </Button>
    </section>
  );
}

function AheadLine({ table, place, onChange }: AheadListProps & { readonly place: number }) {
  const { t } = useTranslation();
  const levelName = useLevelName();
  const { level = "", by = "" } = table.ahead?.[place] ?? {};
  const problem = aheadProblem(table, place);
  const problemId = `ahead-problem-${String(place)}`;
  return (
    <li className="ahead-line">
      <Select
        mode="tags"
        aria-label={t("promises.aheadLevel", { place: place + 1 })}
        aria-describedby={problem === undefined ? undefined : problemId}
        status={problem === undefined ? "" : "error"}
        placeholder={t("promises.level")}
        value={level === "" ? [] : [level]}
        options={usualLevels.map((usual) => ({ value: usual, label: levelName(usual) }))}
        onChange={(levels: readonly string[]) => onChange(setAhead(table, place, { level: levels.at(-1) ?? "" }))}
      />
      <DurationField
        label={t("promises.aheadBy", { level: levelName(level) })}
        value={by}
        onChange={(next) => onChange(setAhead(table, place, { by: next }))}
      />
      <Button
        size="small"
        aria-label={t("promises.removeAhead", { place: place + 1 })}
        icon={<Icon name="cross" size={14} />}
        onClick={() => onChange(removeAhead(table, place))}
      />
      {problem !== undefined && (
        <p id={problemId} className="promise-note">
          {t(`promises.aheadProblem.${problem}`)}
        </p>
      )}
    </li>
  );
}
