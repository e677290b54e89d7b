import type { SameKeys } from "../same-keys.ts";
import type { codeZhCN } from "./code.zh-CN.ts";

export const codeEn: SameKeys<typeof codeZhCN> = {};
