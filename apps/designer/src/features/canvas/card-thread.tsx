import type { TrialMark } from "../../document/trial/trial-overlay.ts";
import { wavePath } from "../../shared/thread/thread-shape.ts";
import type { Box } from "./drawing/drawing.ts";

interface CardThreadProps {
  readonly box: Box;
  readonly mark: TrialMark | undefined;
}

/** The warp line that runs through a card, and over it the thread from where the order came in to where it left. */
export function CardThread({ box, mark }: CardThreadProps) {
  const { width, height, inX, look, content } = box;
  const isStart = "node" in content && content.node.type === "start";
  const isEnd = "node" in content && content.node.type === "end";
  const bead = look === "beam" ? { x: inX, y: height / 2 } : { x: 19, y: 19 };
  const down = isEnd ? bead.y : height;
  const out = mark === undefined ? undefined : box.ports.find(({ id }) => mark.ports.includes(id));
  const isWalked = mark !== undefined && mark.step !== undefined && mark.state !== "withdrawn";
  return (
    <svg className="card-thread" width={width} height={height} aria-hidden="true">
      {look === "card" && <path className="warp" d={`M${inX} ${isStart ? bead.y : 0}V${down}`} />}
      {isWalked && <Walked box={box} from={isStart ? bead.y : 0} out={out} isWaiting={mark.state === "waiting"} />}
    </svg>
  );
}

function Walked({
  box,
  from,
  out,
  isWaiting,
}: {
  readonly box: Box;
  readonly from: number;
  readonly out: Box["ports"][number] | undefined;
  readonly isWaiting: boolean;
}) {
  const { inX, height, look } = box;
  const rest = look === "beam" ? height / 2 : 19;
  if (isWaiting)
    return (
      <>
        <path className="thread-ply" d={`M${inX} ${from}V${rest}`} />
        <path className="thread-twist" d={`M${inX} ${from}V${rest}`} />
        <path
          className="thread-slack"
          transform={`translate(${inX} ${rest + 12}) rotate(90)`}
          d={wavePath([[0, 28]], 0)}
        />
      </>
    );
  const d = out === undefined ? `M${inX} ${from}V${rest}` : throughPath(box, from, out);
  return (
    <>
      <path className="thread-ply" d={d} />
      <path className="thread-twist" d={d} />
    </>
  );
}

/** Down the warp and, above the names of the ways out, over to the one that was taken. */
function throughPath({ inX, height, look }: Box, from: number, out: Box["ports"][number]): string {
  if (out.side === "right") return `M${inX} ${from}V${out.y}H${out.x}`;
  if (out.x === inX) return `M${inX} ${from}V${height}`;
  const level = look === "beam" ? height / 2 : height - 28;
  const by = Math.min(6, Math.abs(out.x - inX) / 2);
  const side = Math.sign(out.x - inX);
  return `M${inX} ${from}V${level - by}Q${inX} ${level} ${inX + side * by} ${level}H${out.x - side * by}Q${out.x} ${level} ${out.x} ${level + by}V${height}`;
}
