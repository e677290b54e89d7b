import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { nodeLook } from "../../shared/node-look.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Bead } from "../../shared/thread/bead.tsx";
import { actionIcon } from "./action-icon.ts";
import { BoxFrame } from "./box-frame.tsx";
import { useCanvasParts } from "./canvas-ui.ts";
import { useCardState } from "./card-state.tsx";
import type { FlowNode } from "./flow-items.ts";
import type { Box } from "./drawing/drawing.ts";
import { useSpokenCard } from "./spoken-card.ts";

/** One node as a card: bead on the warp, title, what it does, its ways out. */
function CardView({ data: { box }, selected }: NodeProps<FlowNode>) {
  const { key, content } = box;
  const state = useCardState(key);
  const { texts, document } = useCanvasParts();
  const text =
    "node" in content ? texts.ofNode(key, content.node, document().definition) : texts.ofHandler(content.handler);
  const spoken = useSpokenCard(box, text);
  const isEnd = "node" in content && content.node.type === "end";
  const lines = state.stuck === undefined ? text.lines : [state.stuck, ...text.lines.slice(1)];
  return (
    <BoxFrame
      box={box}
      kind={"handler" in content ? "card card-handler" : "card"}
      state={state}
      selected={selected}
      spoken={spoken}
      hasWayIn={hasWayIn(box)}
    >
      <CardBead content={content} />
      <span className={isEnd ? "card-title card-title-alone" : "card-title"}>{text.title}</span>
      {lines.map((line, index) => (
        <span key={line} className={index === 0 ? "card-line" : "card-line card-line-second"}>
          {text.hasLimit && index === lines.length - 1 && lines.length > 1 && <Icon name="clock" size={12} />}
          <span>{line}</span>
        </span>
      ))}
      {box.hasRow && <span className="card-hairline" style={{ top: box.height - 28 }} />}
    </BoxFrame>
  );
}

export const Card = memo(CardView, (one, other) => one.data.box === other.data.box && one.selected === other.selected);

const hasWayIn = ({ content }: Box): boolean => "node" in content && content.node.type !== "start";

function CardBead({ content }: { readonly content: Box["content"] }) {
  if ("handler" in content) return <Bead category="boundary" icon="bolt" />;
  const { category, icon } = nodeLook[content.node.type];
  return <Bead category={category} icon={actionIcon(content.node) ?? icon} />;
}
