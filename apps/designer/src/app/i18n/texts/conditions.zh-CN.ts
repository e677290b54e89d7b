export const conditionsZhCN = {} as const;
