/** Time as the host sees it; a test gives its own. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Calls `run` once after `delayMs`; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void;
}
