export const codeZhCN = {} as const;
