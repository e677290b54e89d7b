/** What the list looked like when an order was opened from it: the way back, and which orders are before and after. */
export interface ListMemory {
  readonly ids: readonly string[];
  readonly offset: number;
  readonly lastOpened: string | undefined;
}

let memory: ListMemory = { ids: [], offset: 0, lastOpened: undefined };

export const recallList = (): ListMemory => memory;

export function rememberList(change: Partial<ListMemory>): void {
  memory = { ...memory, ...change };
}
