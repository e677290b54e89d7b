import { Type, type Static } from "typebox";
import { Duration, LocalizedText, Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** What an instant counts from: when the order came to us, was placed, or was paid (when it came, while it is not). */
export const promiseStarts = ["received", "placed", "paid"] as const;
export type PromiseStart = (typeof promiseStarts)[number];

/** How soon orders of some channels or customers have to leave. */
export const FulfilmentPromise = Type.Object(
  {
    id: Slug,
    name: optional(LocalizedText),
    /** Every channel, every level where nothing is said. */
    channels: optional(Type.Array(Type.String(), { minItems: 1 })),
    levels: optional(Type.Array(Type.String(), { minItems: 1 })),
    within: Duration,
    from: optional(Type.Unsafe<PromiseStart>({ type: "string", enum: [...promiseStarts], default: "received" })),
  },
  strict,
);
export type FulfilmentPromise = Static<typeof FulfilmentPromise>;

/**
 * What was promised, the first line that fits counts, and who is served ahead of others when work queues up: as if his order were due that much
 * sooner, so that nobody waits for ever.
 */
export const PromiseTable = Type.Object(
  {
    promises: Type.Array(FulfilmentPromise, { maxItems: 200 }),
    ahead: optional(
      Type.Array(Type.Object({ level: Type.String({ minLength: 1 }), by: Duration }, strict), { maxItems: 50 }),
    ),
  },
  strict,
);
export type PromiseTable = Static<typeof PromiseTable>;
