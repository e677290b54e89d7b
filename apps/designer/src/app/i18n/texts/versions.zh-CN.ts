export const versionsZhCN = {} as const;
