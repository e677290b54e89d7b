import type { ConnectionLineComponentProps } from "@xyflow/react";

/** The line while it is pulled: down, over, down. */
export function ConnectionLine({ fromX, fromY, toX, toY, connectionStatus }: ConnectionLineComponentProps) {
  const middle = fromY + Math.max(12, (toY - fromY) / 2);
  return (
    <path
      className={connectionStatus === "valid" ? "pulled-line pulled-line-valid" : "pulled-line"}
      d={`M${fromX} ${fromY}V${middle}H${toX}V${toY}`}
    />
  );
}
