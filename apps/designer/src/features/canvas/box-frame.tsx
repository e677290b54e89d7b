import { Handle, Position as Side } from "@xyflow/react";
import type { ReactNode } from "react";
import { isFaded, useCanvasUi } from "./canvas-ui.ts";
import { CardBadge, type CardState } from "./card-state.tsx";
import { CardThread } from "./card-thread.tsx";
import type { Box } from "./drawing/drawing.ts";
import { PortView } from "./port-view.tsx";

export interface BoxFrameProps {
  readonly box: Box;
  readonly kind: string;
  readonly state: CardState;
  readonly selected: boolean;
  readonly spoken: string;
  readonly hasWayIn?: boolean;
  readonly children: ReactNode;
}

/** What a card and a beam have in common: place and state, the thread through it, its ports. */
export function BoxFrame({ box, kind, state, selected, spoken, hasWayIn = true, children }: BoxFrameProps) {
  const { key } = box;
  const isCurrent = useCanvasUi(({ current }) => current === key);
  const fades = useCanvasUi(({ connecting }) => connecting !== undefined && isFaded(connecting, key));
  const className = [
    kind,
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
      {children}
      {box.ports.map((port) => (
        <PortView key={port.id} boxKey={key} port={port} isLit={state.mark?.ports.includes(port.id) === true} />
      ))}
      {hasWayIn && (
        <Handle
          id="in"
          type="target"
          position={Side.Top}
          className={state.mark?.step === undefined ? "port port-in" : "port port-in port-lit"}
          style={{ left: box.inX }}
          isConnectableStart={false}
        />
      )}
      <CardBadge state={state} />
    </div>
  );
}
