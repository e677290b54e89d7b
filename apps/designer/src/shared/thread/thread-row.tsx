import { memo } from "react";
import { iconPaths, type IconName } from "../icons/paths.ts";
import { loom } from "../theme/tokens.ts";
import { strandsPath, straightPath, type ThreadShape, wavePath } from "./thread-shape.ts";
import "./thread.css";

/** Which of the five families of colour something belongs to. */
export type Tone = "running" | "done" | "held" | "waiting" | "incident";

const RADIUS = loom.endMark / 2;

function Thread({ shape, y, tone, icon }: { shape: ThreadShape; y: number; tone: Tone; icon: IconName }) {
  const straight = straightPath(shape.taut, y);
  const plied = tone === "done" ? "thread-ply thread-done" : "thread-ply";
  return (
    <g>
      {shape.ahead !== undefined && <path className="thread-ahead" d={straightPath([shape.ahead], y)} />}
      {shape.withdrawn !== undefined && <path className="thread-withdrawn" d={straightPath([shape.withdrawn], y)} />}
      <path className={plied} d={straight} />
      <path className="thread-twist" d={straight} />
      {shape.slack.length > 0 && <path className="thread-slack" d={wavePath(shape.slack, y)} />}
      {shape.frayedAt !== undefined && <path className="thread-frayed" d={strandsPath(shape.frayedAt, y)} />}
      <EndMark x={shape.markAt} y={y} tone={tone} icon={icon} />
    </g>
  );
}

/** One order's thread at height `y` of a drawing. `shape` is compared by identity: keep it while nothing changed. */
export const ThreadRow = memo(Thread);

function EndMark({ x, y, tone, icon }: { x: number; y: number; tone: Tone; icon: IconName }) {
  return (
    <g className={`end-mark tone-${tone}`}>
      <circle className="end-mark-air" cx={x} cy={y} r={RADIUS + 2} />
      <circle className="end-mark-disc" cx={x} cy={y} r={RADIUS} />
      <path
        className="end-mark-icon"
        d={iconPaths[icon]}
        transform={`translate(${x - RADIUS + 3} ${y - RADIUS + 3}) scale(0.5)`}
      />
    </g>
  );
}
