import type { SameKeys } from "../same-keys.ts";
import type { inspectorZhCN } from "./inspector.zh-CN.ts";

export const inspectorEn: SameKeys<typeof inspectorZhCN> = {};
