import { loom } from "../../../shared/theme/tokens.ts";
import { LOOM_MARGIN, loomWidth, type LoomScale } from "../../../shared/thread/thread-shape.ts";

/** Widths of the list's columns in px; a column of 0 is left out. */
export interface Columns {
  readonly status: number;
  readonly order: number;
  readonly customer: number;
  readonly amount: number;
  readonly loom: number;
  readonly dwell: number;
  readonly next: number;
  readonly scale: LoomScale;
}

const SIDES = 2 * 16;
/** Below this width the customer's column gives its room to the loom, and the others stand closer. */
const ROOMY = 1160;
const roomy = { status: 92, order: 120, customer: 80, amount: 108, dwell: 80, next: 304 };
const close = { status: 88, order: 108, customer: 0, amount: 104, dwell: 68, next: 224 };
const LEAST_PITCH = 36;

/** Divides `width` px: what is fixed first, then the loom up to its full pitch, the rest to the next step. */
export function columnsFor(width: number, stages: number): Columns {
  const fixed = width >= ROOMY ? roomy : close;
  const taken = SIDES + fixed.status + fixed.order + fixed.customer + fixed.amount + fixed.dwell;
  const room = width - taken - fixed.next - 2 * LOOM_MARGIN;
  const wanted = Math.floor(room / Math.max(1, stages - 1));
  const scale = { stages, pitch: Math.max(LEAST_PITCH, Math.min(loom.stagePitch, wanted)) };
  const loomColumn = loomWidth(scale);
  return { ...fixed, loom: loomColumn, next: Math.max(fixed.next, width - taken - loomColumn), scale };
}
