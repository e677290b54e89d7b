import { useId } from "react";
import { thread } from "../theme/tokens.ts";
import "./thread.css";

/** A piece of thread that runs down between two beads, as long as the box it is put in. */
export function VerticalThread({ kind }: { kind: "taut" | "slack" | "ahead" }) {
  const wave = useId();
  if (kind === "slack") {
    return (
      <svg className="vertical-thread" width="12" height="100%" aria-hidden="true">
        <pattern id={wave} width="12" height={thread.wavelength} patternUnits="userSpaceOnUse">
          <path className="thread-slack" d="M6 0q-5 3.5 0 7q5 3.5 0 7" />
        </pattern>
        <rect width="12" height="100%" fill={`url(#${wave})`} />
      </svg>
    );
  }
  return (
    <svg className="vertical-thread" width="12" height="100%" aria-hidden="true">
      <line className={kind === "taut" ? "thread-ply" : "thread-next"} x1="6" y1="0" x2="6" y2="100%" />
      {kind === "taut" && <line className="thread-twist" x1="6" y1="0" x2="6" y2="100%" />}
    </svg>
  );
}
