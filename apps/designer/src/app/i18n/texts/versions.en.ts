import type { SameKeys } from "../same-keys.ts";
import type { versionsZhCN } from "./versions.zh-CN.ts";

export const versionsEn: SameKeys<typeof versionsZhCN> = {};
