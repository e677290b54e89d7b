import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { workflowsQuery } from "../../api/workflows.ts";
import type { DraftSync } from "../../document/draft-sync.ts";
import type { Editor } from "../../document/editor.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useStepWords } from "../../features/canvas/step-words.ts";
import { SaveStateMark } from "./save-state.tsx";

interface WorkflowBarProps {
  readonly id: string;
  readonly through: readonly string[];
  readonly editor: Editor;
  readonly sync: DraftSync;
  readonly isPhone: boolean;
  /** What can be done with the whole workflow. */
  readonly actions?: React.ReactNode;
}

/** Where one is, which version the draft is based on, whether it is saved, undo and redo; on the right what can be done. */
export function WorkflowBar({ id, through, editor, sync, isPhone, actions }: WorkflowBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useStore(editor, ({ document }) => document.definition.name);
  const basedOn = useStore(sync.store, ({ stored }) => stored.basedOn);
  return (
    <header className="workflow-bar">
      <Link to="/workflows" className="workflow-crumb">
        {isPhone ? <Icon name="chevron-left" /> : t("workflows.title")}
        {isPhone && <span className="visually-hidden">{t("workflows.title")}</span>}
      </Link>
      {!isPhone && <Icon name="chevron-right" size={12} className="workflow-crumb-mark" />}
      {!isPhone && <Crumbs through={through} />}
      <h1 title={id}>{format.text(name)}</h1>
      <span className="version-chip">
        <b>{t("canvas.draft")}</b>
        {basedOn === undefined ? null : ` ${t("canvas.basedOn", { version: basedOn })}`}
      </span>
      {!isPhone && <SaveStateMark sync={sync} />}
      {!isPhone && <UndoButtons editor={editor} />}
      <span className="workflow-bar-rest" />
      {actions}
    </header>
  );
}

/** The way back through the workflows whose parts one looked into. */
function Crumbs({ through }: { readonly through: readonly string[] }) {
  const format = useFormat();
  const listed = useQuery(workflowsQuery).data?.items;
  return through.map((id, index) => {
    const name = listed?.find((row) => row.id === id)?.name;
    const before = through.slice(0, index);
    return (
      <Fragment key={id}>
        <Link
          to="/workflows/$id"
          params={{ id }}
          search={before.length === 0 ? {} : { through: before.join(",") }}
          className="workflow-crumb"
        >
          {name === undefined ? id : format.text(name)}
        </Link>
        <Icon name="chevron-right" size={12} className="workflow-crumb-mark" />
      </Fragment>
    );
  });
}

function UndoButtons({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const { past, future, document, undo, redo } = useStore(editor);
  const last = past.at(-1);
  const next = future.at(-1);
  const undoWords = last === undefined ? t("canvas.undo") : t("canvas.undoStep", { step: words(last.label, document) });
  const redoWords = next === undefined ? t("canvas.redo") : t("canvas.redoStep", { step: words(next.label, document) });
  return (
    <span className="undo-buttons">
      <Button
        type="text"
        size="small"
        icon={<Icon name="undo" />}
        title={undoWords}
        aria-label={undoWords}
        disabled={last === undefined}
        onClick={undo}
      />
      <Button
        type="text"
        size="small"
        icon={<Icon name="redo" />}
        title={redoWords}
        aria-label={redoWords}
        disabled={next === undefined}
        onClick={redo}
      />
    </span>
  );
}
