import { Handle, type NodeProps, Position as Side } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { nodeLook } from "../../shared/node-look.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Bead } from "../../shared/thread/bead.tsx";
import { actionIcon } from "./action-icon.ts";
import { isFaded, useCanvasParts, useCanvasUi } from "./canvas-ui.ts";
import { CardBadge, useCardState } from "./card-state.tsx";
import type { FlowNode } from "./flow-items.ts";
import type { Box } from "./drawing/drawing.ts";
import type { DrawnPort } from "./drawing/ports.ts";
import { CardThread } from "./card-thread.tsx";
import { useSpokenCard } from "./spoken-card.ts";

/** One node as a card: bead on the warp, title, what it does, its ways out. */
function CardView({ data: { box }, selected }: NodeProps<FlowNode>) {
  const { key, content } = box;
  const state = useCardState(key);
  const isCurrent = useCanvasUi(({ current }) => current === key);
  const fades = useCanvasUi(({ connecting }) => connecting !== undefined && isFaded(connecting, key));
  const { texts, document } = useCanvasParts();
  const text =
    "node" in content ? texts.ofNode(key, content.node, document().definition) : texts.ofHandler(content.handler);
  const spoken = useSpokenCard(box, text);
  const isEnd = "node" in content && content.node.type === "end";
  const lines = state.stuck === undefined ? text.lines : [state.stuck, ...text.lines.slice(1)];
  const className = [
    "card",
    `card-${state.look}`,
    selected ? "card-selected" : "",
    isCurrent ? "card-current" : "",
    fades ? "card-faded" : "",
    "handler" in content ? "card-handler" : "",
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
      <CardBead content={content} />
      <span className={isEnd ? "card-title card-title-alone" : "card-title"}>{text.title}</span>
      {lines.map((line, index) => (
        <span key={line} className={index === 0 ? "card-line" : "card-line card-line-second"}>
          {text.hasLimit && index === lines.length - 1 && lines.length > 1 && <Icon name="clock" size={12} />}
          <span>{line}</span>
        </span>
      ))}
      {box.hasRow && <span className="card-hairline" style={{ top: box.height - 28 }} />}
      {box.ports.map((port) => (
        <PortView key={port.id} boxKey={key} port={port} isLit={state.mark?.ports.includes(port.id) === true} />
      ))}
      {hasWayIn(box) && (
        <Handle
          id="in"
          type="target"
          position={Side.Top}
          className={
            state.mark !== undefined && state.mark.step !== undefined ? "port port-in port-lit" : "port port-in"
          }
          style={{ left: box.inX }}
          isConnectableStart={false}
        />
      )}
      <CardBadge state={state} />
    </div>
  );
}

export const Card = memo(CardView, (one, other) => one.data.box === other.data.box && one.selected === other.selected);

const hasWayIn = ({ content }: Box): boolean => "node" in content && content.node.type !== "start";

function CardBead({ content }: { readonly content: Box["content"] }) {
  if ("handler" in content) return <Bead category="boundary" icon="bolt" />;
  const { category, icon } = nodeLook[content.node.type];
  return <Bead category={category} icon={actionIcon(content.node) ?? icon} />;
}

export function PortView({
  boxKey,
  port,
  isLit,
}: {
  readonly boxKey: string;
  readonly port: DrawnPort;
  readonly isLit: boolean;
}) {
  const { t } = useTranslation();
  const { readOnly } = useCanvasParts();
  const isPicked = useCanvasUi(({ current, port: picked }) => current === boxKey && picked === port.id);
  const isOpen = port.to === undefined;
  const className = [
    "port",
    port.isError ? "port-error" : "port-out",
    port.side === "right" ? "port-right" : "port-bottom",
    isOpen ? "port-open" : "",
    isLit ? "port-lit" : "",
    isPicked ? "port-picked" : "",
  ].join(" ");
  const name = port.name === "" ? undefined : port.name;
  return (
    <>
      {name !== undefined && port.side === "bottom" && (
        <span
          className={["port-name", port.isError ? "port-name-error" : "", isLit ? "port-name-lit" : ""].join(" ")}
          style={{ left: port.x + 9, top: port.y - 24 }}
          title={name}
        >
          {name}
        </span>
      )}
      <Handle
        id={port.id}
        type="source"
        position={port.side === "right" ? Side.Right : Side.Bottom}
        className={className}
        style={port.side === "right" ? { top: port.y, left: port.x } : { left: port.x, top: port.y }}
        title={readOnly ? name : t("canvas.portHint", { name: name ?? "" })}
        data-port={port.id}
        isConnectableEnd={false}
      />
      {isOpen && port.need !== "may" && port.side === "bottom" && (
        <svg
          className="port-stub"
          style={{ left: port.x - 6, top: port.y + 5 }}
          width="12"
          height="16"
          aria-hidden="true"
        >
          <path d="M6 0v7M6 7l-4 7M6 7v8M6 7l4 7" />
        </svg>
      )}
    </>
  );
}
