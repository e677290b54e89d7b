export const simulateZhCN = {} as const;
