import { grid } from "../../document/card-size.ts";
import type { Position } from "../../document/edited-document.ts";

const onGrid = (value: number): number => Math.round(value / grid) * grid;

export const snapped = ({ x, y }: Position): Position => ({ x: onGrid(x), y: onGrid(y) });
