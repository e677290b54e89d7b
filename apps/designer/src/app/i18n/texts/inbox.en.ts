import type { SameKeys } from "../same-keys.ts";
import type { inboxZhCN } from "./inbox.zh-CN.ts";

export const inboxEn: SameKeys<typeof inboxZhCN> = {};
