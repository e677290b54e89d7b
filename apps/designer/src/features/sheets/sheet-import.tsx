import { useMutation } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { SheetAnswer } from "@orderloom/api-contract";
import type { JsonObject } from "@orderloom/rule-dsl";
import { ApiError } from "../../api/http.ts";
import { trySheet } from "../../api/sheets.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import "./sheet-import.css";

interface SheetImportProps {
  readonly id: string;
  /** Takes the table over as one step that can be undone. */
  readonly onTake: (definition: JsonObject) => void;
  readonly onClose: () => void;
}

/** A table from Excel or CSV: first what it would change and which cells are wrong, then, when told so, taken over. */
export function SheetImport({ id, onTake, onClose }: SheetImportProps) {
  const { t } = useTranslation();
  const fileId = useId();
  const reading = useMutation({ mutationFn: (file: File) => trySheet(id, file) });
  const answer = reading.data;
  const take = () => {
    if (answer !== undefined) onTake(answer.definition);
    onClose();
  };
  return (
    <Modal
      open
      width={720}
      title={t("sheets.title")}
      onCancel={onClose}
      closable={{ "aria-label": t("action.close") }}
      footer={[
        <Button key="back" onClick={onClose}>
          {t("action.back")}
        </Button>,
        <Button key="take" type="primary" disabled={answer === undefined || isNothing(answer.changes)} onClick={take}>
          {t("sheets.take")}
        </Button>,
      ]}
    >
      <p className="dialog-sentence">{t("sheets.sentence")}</p>
      <div className="field">
        <label htmlFor={fileId}>{t("sheets.file")}</label>
        <input
          id={fileId}
          type="file"
          accept=".xlsx,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) reading.mutate(file);
          }}
        />
      </div>
      {reading.isPending && <p className="quiet">{t("sheets.reading")}</p>}
      {reading.error !== null && <WrongCells error={reading.error} />}
      {answer !== undefined && <Changes changes={answer.changes} />}
    </Modal>
  );
}

const isNothing = ({ added, removed, changed, reordered, head }: SheetAnswer["changes"]): boolean =>
  added.length + removed.length + changed.length === 0 && !reordered && !head;

/** One line a cell, as the file names it. */
function WrongCells({ error }: { error: Error }) {
  const { t } = useTranslation();
  const format = useFormat();
  const problems = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  if (problems.length === 0) return <ErrorLine error={error} />;
  return (
    <div role="alert">
      <p className="error-line">
        <Icon name="alert" size={14} />
        {t("sheets.wrong", { count: problems.length })}
      </p>
      <ul className="sheet-cells">
        {problems.map(({ pointer, message }) => (
          <li key={`${pointer} ${message.en}`}>{format.text(message)}</li>
        ))}
      </ul>
    </div>
  );
}

const MOST_LINES = 200;

function Changes({ changes }: { changes: SheetAnswer["changes"] }) {
  const { t } = useTranslation();
  const { added, removed, changed, reordered, head } = changes;
  if (isNothing(changes)) return <p className="quiet">{t("sheets.nothing")}</p>;
  const counts = { added: added.length, changed: new Set(changed.map(({ row }) => row)).size, removed: removed.length };
  return (
    <section aria-label={t("sheets.changes")}>
      <p>
        <b>{t("sheets.counts", counts)}</b>
        {reordered && <span> {t("sheets.reordered")}</span>}
        {head && <span> {t("sheets.head")}</span>}
      </p>
      <ul className="sheet-cells">
        {added.slice(0, MOST_LINES).map((row) => (
          <li key={`+${row.id}`} className="sheet-added">
            <Icon name="plus" size={14} />
            <span className="mono">{row.id}</span>
            <span className="mono">{cellsOf(row)}</span>
          </li>
        ))}
        {changed.slice(0, MOST_LINES).map(({ row, column, before, after }) => (
          <li key={`${row}/${column}`}>
            <Icon name="pencil" size={14} />
            <span className="mono">{`${row} · ${column}`}</span>
            <span className="mono">
              <s>{before === "" ? "-" : before}</s> → {after === "" ? "-" : after}
            </span>
          </li>
        ))}
        {removed.slice(0, MOST_LINES).map((row) => (
          <li key={`-${row.id}`} className="sheet-removed">
            <Icon name="cross" size={14} />
            <span className="mono">{row.id}</span>
            <span className="mono">{cellsOf(row)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Row = SheetAnswer["changes"]["added"][number];

const cellsOf = ({ when, then }: Row): string =>
  `${Object.values(when).join(" · ")} → ${Object.values(then).join(" · ")}`;
