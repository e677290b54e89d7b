export const canvasZhCN = {} as const;
