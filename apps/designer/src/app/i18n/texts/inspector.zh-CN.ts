export const inspectorZhCN = {} as const;
