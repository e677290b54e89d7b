export const workflowsZhCN = {} as const;
