import type { SameKeys } from "../same-keys.ts";
import type { simulateZhCN } from "./simulate.zh-CN.ts";

export const simulateEn: SameKeys<typeof simulateZhCN> = {};
