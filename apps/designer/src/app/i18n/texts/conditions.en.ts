import type { SameKeys } from "../same-keys.ts";
import type { conditionsZhCN } from "./conditions.zh-CN.ts";

export const conditionsEn: SameKeys<typeof conditionsZhCN> = {};
