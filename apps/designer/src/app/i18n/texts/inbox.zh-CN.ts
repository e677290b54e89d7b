export const inboxZhCN = {} as const;
