import type { SameKeys } from "../same-keys.ts";
import type { canvasZhCN } from "./canvas.zh-CN.ts";

export const canvasEn: SameKeys<typeof canvasZhCN> = {};
