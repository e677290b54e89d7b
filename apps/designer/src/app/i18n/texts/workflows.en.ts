import type { SameKeys } from "../same-keys.ts";
import type { workflowsZhCN } from "./workflows.zh-CN.ts";

export const workflowsEn: SameKeys<typeof workflowsZhCN> = {};
