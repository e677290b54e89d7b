import { Handle, Position as Side } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useCanvasParts, useCanvasUi } from "./canvas-ui.ts";
import type { DrawnPort } from "./drawing/ports.ts";

/** One way out of a box: its handle, its name, and a loose end where something must follow. */
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
