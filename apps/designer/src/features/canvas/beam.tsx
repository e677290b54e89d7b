import { Handle, type NodeProps, Position as Side } from "@xyflow/react";
import { memo } from "react";
import { nodeLook } from "../../shared/node-look.ts";
import { Bead } from "../../shared/thread/bead.tsx";
import { useTranslation } from "react-i18next";
import { isFaded, useCanvasParts, useCanvasUi } from "./canvas-ui.ts";
import { PortView } from "./card.tsx";
import { CardBadge, useCardState } from "./card-state.tsx";
import { CardThread } from "./card-thread.tsx";
import type { FlowNode } from "./flow-items.ts";
import { useSpokenCard } from "./spoken-card.ts";

/** A parallel or its join: a beam over the branches that it holds. */
function BeamView({ data: { box }, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { key, content } = box;
  const state = useCardState(key);
  const { texts, document } = useCanvasParts();
  const isCurrent = useCanvasUi(({ current }) => current === key);
  const fades = useCanvasUi(({ connecting }) => connecting !== undefined && isFaded(connecting, key));
  const node = "node" in content ? content.node : undefined;
  const text = node === undefined ? undefined : texts.ofNode(key, node, document().definition);
  const spoken = useSpokenCard(box, text ?? { title: key, kind: "", lines: [], hasLimit: false });
  if (node === undefined || text === undefined) return null;
  const when = node.type === "join" ? (node.when ?? "all") : undefined;
  const titleAt = box.inX > 40 && box.inX < 190 ? box.inX + 24 : 56;
  const className = [
    "beam",
    `card-${state.look}`,
    selected ? "card-selected" : "",
    isCurrent ? "card-current" : "",
    fades ? "card-faded" : "",
  ].join(" ");
  return (
    <div
      className={className}
      style={{ width: box.width, height: box.height }}
      data-box={key}
      tabIndex={isCurrent ? 0 : -1}
      role="group"
      aria-label={spoken}
      aria-current={selected ? true : undefined}
    >
      <CardThread box={box} mark={state.mark} />
      <span className="beam-title" style={{ left: titleAt }}>
        <Bead category="structure" icon={nodeLook[node.type].icon} />
        <span className="beam-words">{text.title}</span>
        {when !== undefined && (
          <span className="beam-when">
            {typeof when === "number" ? t("canvas.join.count", { count: when }) : t(`canvas.join.${when}`)}
          </span>
        )}
      </span>
      {box.ports.map((port) => (
        <PortView key={port.id} boxKey={key} port={port} isLit={state.mark?.ports.includes(port.id) === true} />
      ))}
      <Handle
        id="in"
        type="target"
        position={Side.Top}
        className={state.mark?.step === undefined ? "port port-in" : "port port-in port-lit"}
        style={{ left: box.inX }}
        isConnectableStart={false}
      />
      <CardBadge state={state} />
    </div>
  );
}

export const Beam = memo(BeamView, (one, other) => one.data.box === other.data.box && one.selected === other.selected);
