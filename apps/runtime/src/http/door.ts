/**
 * Counts the orders that are inside: read, or on their way to the disk. A full door turns away instead of letting memory grow; whoever is turned
 * away has been told so and sends again (H7).
 */
export class Door {
  readonly #most: number;
  #inside = 0;
  #waiting: (() => void)[] = [];

  /** `most`: orders inside at once. */
  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#inside >= this.#most;
  }

  /** Counts an order in until `work` is over. */
  async through<T>(work: () => Promise<T>): Promise<T> {
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#waiting.length > 0 && !this.isFull) this.#waiting.shift()?.();
    }
  }

  /** For a sender that can be made to wait: resolves when there is room. */
  async room(): Promise<void> {
    while (this.isFull) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
