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
const fixed = { status: 96, order: 128, amount: 104, dwell: 88 };
const CUSTOMER = 92;
const LEAST_NEXT = 260;
const LEAST_PITCH = 36;
/** Below this the customer's column gives its room to the loom. */
const WITH_CUSTOMER = 1120;

/** Divides `width` px: what is fixed first, then the loom up to its full pitch, the rest to the next step. */
export function columnsFor(width: number, stages: number): Columns {
  const customer = width >= WITH_CUSTOMER ? CUSTOMER : 0;
  const taken = SIDES + fixed.status + fixed.order + customer + fixed.amount + fixed.dwell;
  const room = width - taken - LEAST_NEXT - 2 * LOOM_MARGIN;
  const wanted = Math.floor(room / Math.max(1, stages - 1));
  const scale = { stages, pitch: Math.max(LEAST_PITCH, Math.min(loom.stagePitch, wanted)) };
  const loomColumn = loomWidth(scale);
  return { ...fixed, customer, loom: loomColumn, next: Math.max(LEAST_NEXT, width - taken - loomColumn), scale };
}
