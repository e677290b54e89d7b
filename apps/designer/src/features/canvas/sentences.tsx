import { ViewportPortal } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { pickText } from "../../shared/format/text.ts";
import { useCanvasUi } from "./canvas-ui.ts";
import type { Drawing } from "./drawing/drawing.ts";

const WIDTH = 320;
const GAP = 8;

/** During a trial each step's sentence stands beside its card: left where there is room, else right. */
export function SentenceBesides({ drawing }: { readonly drawing: Drawing }) {
  const { i18n } = useTranslation();
  const overlay = useCanvasUi((ui) => ui.overlay);
  if (overlay === undefined) return null;
  const boxes = [...drawing.boxes.values()];
  return (
    <ViewportPortal>
      {boxes.map((box) => {
        const sentence = overlay.nodes.get(box.key.replace(/^on:/, ""))?.sentence;
        if (sentence === undefined) return null;
        const isTaken = boxes.some(
          (other) =>
            other !== box &&
            other.x < box.x &&
            other.x + other.width > box.x - WIDTH &&
            other.y < box.y + 48 &&
            other.y + other.height > box.y,
        );
        const style = isTaken
          ? { left: box.x + box.width + GAP + 16, top: box.y, maxWidth: WIDTH }
          : { left: box.x - GAP, top: box.y, maxWidth: WIDTH };
        return (
          <p key={box.key} className={isTaken ? "beside beside-right" : "beside"} style={style}>
            <span>{pickText(sentence, i18n.language)}</span>
          </p>
        );
      })}
    </ViewportPortal>
  );
}
