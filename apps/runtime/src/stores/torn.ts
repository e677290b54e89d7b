/**
 * The test mode in which a batch tears (S27): a random part of what it would have written is committed, then the process dies. SQLite makes a
 * batch atomic; other stores do not, and the host must live with either.
 */
export interface TornMode {
  /** How likely a batch tears, 0 to 1. */
  readonly chance: number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends the process; a test throws TornBatch instead. */
  readonly die: () => never;
}

export class TornBatch extends Error {
  override readonly name = "TornBatch";
}

/** Which rows of the batch about to be written are kept: all of them, or a random part. */
export function tearOf(torn: TornMode | undefined): (() => boolean) | undefined {
  if (!torn || torn.random() >= torn.chance) return undefined;
  return () => torn.random() < 0.5;
}
