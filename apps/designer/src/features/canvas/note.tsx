import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/icons/icon.tsx";
import { useCanvasParts } from "./canvas-ui.ts";
import type { NoteItem } from "./flow-items.ts";

/** A note beside the flow: plain text, in no version. */
function NoteView({ data: { note }, selected }: NodeProps<NoteItem>) {
  const { t } = useTranslation();
  const { readOnly, onNoteText } = useCanvasParts();
  return (
    <div className={selected ? "note note-selected" : "note"} style={{ width: note.width }} data-note={note.id}>
      <Icon name="note" size={14} />
      {readOnly ? (
        <p>{note.text}</p>
      ) : (
        <textarea
          className="nodrag nowheel"
          aria-label={t("canvas.note")}
          placeholder={t("canvas.notePlaceholder")}
          value={note.text}
          maxLength={1000}
          rows={Math.max(1, Math.ceil(note.text.length / (note.width / 13)))}
          onChange={(event) => onNoteText(note.id, event.target.value)}
        />
      )}
    </div>
  );
}

export const NoteCard = memo(NoteView);
