import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { nodeLook } from "../../shared/node-look.ts";
import { Bead } from "../../shared/thread/bead.tsx";
import { useTranslation } from "react-i18next";
import { BoxFrame } from "./box-frame.tsx";
import { useCanvasParts } from "./canvas-ui.ts";
import { useCardState } from "./card-state.tsx";
import type { FlowNode } from "./flow-items.ts";
import { useSpokenCard } from "./spoken-card.ts";

/** A parallel or its join: a beam over the branches that it holds. */
function BeamView({ data: { box }, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { key, content } = box;
  const state = useCardState(key);
  const { texts, document } = useCanvasParts();
  const node = "node" in content ? content.node : undefined;
  const text = node === undefined ? undefined : texts.ofNode(key, node, document().definition);
  const spoken = useSpokenCard(box, text ?? { title: key, kind: "", lines: [], hasLimit: false });
  if (node === undefined || text === undefined) return null;
  const when = node.type === "join" ? (node.when ?? "all") : undefined;
  const titleAt = box.inX > 40 && box.inX < 190 ? box.inX + 24 : 56;
  return (
    <BoxFrame box={box} kind="beam" state={state} selected={selected} spoken={spoken}>
      <span className="beam-title" style={{ left: titleAt }}>
        <Bead category="structure" icon={nodeLook[node.type].icon} />
        <span className="beam-words">{text.title}</span>
        {when !== undefined && (
          <span className="beam-when">
            {typeof when === "number" ? t("canvas.join.count", { count: when }) : t(`canvas.join.${when}`)}
          </span>
        )}
      </span>
    </BoxFrame>
  );
}

export const Beam = memo(BeamView, (one, other) => one.data.box === other.data.box && one.selected === other.selected);
