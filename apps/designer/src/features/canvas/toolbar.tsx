import { useReactFlow, useStore as useFlowStore } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Alignment } from "../../document/arrange.ts";
import type { Editor } from "../../document/editor.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/paths.ts";
import type { CanvasActions } from "./use-canvas-actions.ts";

interface ToolbarProps {
  readonly editor: Editor;
  readonly readOnly: boolean;
  readonly isBoxing: boolean;
  readonly onBoxing: (isBoxing: boolean) => void;
  readonly actions: CanvasActions;
  readonly onNote: () => void;
  readonly onTidy: () => void;
  readonly onGoTo: () => void;
  readonly onHelp: () => void;
}

const alignments: readonly (readonly [Alignment, IconName])[] = [
  ["left", "align-left"],
  ["top", "align-top"],
  ["across", "spread-across"],
  ["down", "spread-down"],
];

const goToKeys = navigator.userAgent.includes("Mac") ? "⌘K" : "Ctrl K";

/** Tools over the drawing: choosing by a box, notes, tidying, lining up, finding. */
export function CanvasToolbar(props: ToolbarProps) {
  const { editor, readOnly, isBoxing, onBoxing, actions, onNote, onTidy, onGoTo, onHelp } = props;
  const { t } = useTranslation();
  const chosen = useStore(editor, ({ selection }) => selection.nodes.length + selection.handlers.length);
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label={t("canvas.tools")}>
      {!readOnly && (
        <>
          <Tool icon="marquee" label={t("canvas.tool.box")} isPressed={isBoxing} onClick={() => onBoxing(!isBoxing)} />
          <Tool icon="note" label={t("canvas.tool.note")} onClick={onNote} />
          <span className="toolbar-rule" />
          <Tool icon="tidy" label={t("canvas.tool.tidy")} words={t("canvas.tool.tidyWord")} onClick={onTidy} />
          {chosen > 1 &&
            alignments.map(([how, icon]) => (
              <Tool key={how} icon={icon} label={t(`canvas.tool.${how}`)} onClick={() => actions.arrange(how)} />
            ))}
          <span className="toolbar-rule" />
        </>
      )}
      <button type="button" className="tool" title={t("canvas.tool.goTo")} onClick={onGoTo}>
        <Icon name="search" />
        <span className="visually-hidden">{t("canvas.tool.goTo")}</span>
        <kbd>{goToKeys}</kbd>
      </button>
      {!readOnly && <Tool icon="keyboard" label={t("canvas.tool.keys")} onClick={onHelp} />}
    </div>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  readonly words?: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, label, words, isPressed, onClick }: ToolProps) {
  return (
    <button type="button" className="tool" title={label} aria-label={label} aria-pressed={isPressed} onClick={onClick}>
      <Icon name={icon} />
      {words}
    </button>
  );
}

export function ZoomBox({ onFit }: { readonly onFit: () => void }) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const zoom = useFlowStore(({ transform }) => transform[2]);
  return (
    <div className="zoom-box" role="group" aria-label={t("canvas.zoom.title")}>
      <Tool icon="minus" label={t("canvas.zoom.out")} onClick={() => void flow.zoomOut()} />
      <button type="button" className="tool" title={t("canvas.zoom.natural")} onClick={() => void flow.zoomTo(1)}>
        {t("canvas.zoom.percent", { percent: Math.round(zoom * 100) })}
      </button>
      <Tool icon="plus" label={t("canvas.zoom.in")} onClick={() => void flow.zoomIn()} />
      <span className="toolbar-rule" />
      <Tool icon="fit" label={t("canvas.zoom.fit")} onClick={onFit} />
    </div>
  );
}
