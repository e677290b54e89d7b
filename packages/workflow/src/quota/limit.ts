/*
 * One limit of a quota under one key, as a pure reducer (S22, S43). A take is known by its id, the effect key of the call that asked for it, so
 * that whatever is repeated counts once; what is out never passes the limit.
 */

/**
 * `open` until the instance has the answer on disk, then `settled`. `withdrawn`: a wider limit was used up, so it may be asked for again;
 * `given-back` is final.
 */
export type TakeState = "open" | "settled" | "withdrawn" | "given-back";

export interface Take {
  /** Effect key of the call. */
  readonly id: string;
  readonly amount: number;
  readonly state: TakeState;
  /** UTC milliseconds: when it was taken, and when its state changed last. */
  readonly at: number;
  readonly changedAt: number;
}

export type LimitMessage =
  /** `limit`: how much may be out by the definition in force (S23). */
  | { readonly type: "take"; readonly id: string; readonly amount: number; readonly limit: number }
  | { readonly type: "settle"; readonly id: string }
  | { readonly type: "withdraw"; readonly id: string }
  | { readonly type: "give-back"; readonly id: string };

export interface LimitAnswer {
  readonly kind: "done" | "used-up" | "given-back" | "unknown";
}

export interface LimitChange {
  /** How much is out. */
  readonly taken: number;
  /** Present when the take changed. */
  readonly take?: Take;
  readonly answer: LimitAnswer;
}

/**
 * `taken`: how much is out; `known`: the take that the message names, where there is one. The same message again changes nothing and is answered
 * the same.
 */
export function reduceLimit(taken: number, known: Take | undefined, message: LimitMessage, now: number): LimitChange {
  if (message.type === "take") return takeOf(taken, known, message, now);
  if (!known) return { taken, answer: { kind: "unknown" } };
  const moved = (state: TakeState): LimitChange => ({
    taken: taken - (stands(known) ? known.amount : 0) + (state === "settled" ? known.amount : 0),
    take: { ...known, state, changedAt: now },
    answer: { kind: "done" },
  });
  switch (message.type) {
    case "settle":
      return known.state === "open" ? moved("settled") : unchanged(taken);
    // One whose answer is known to the instance goes by giving it back, in no other way.
    case "withdraw":
      return known.state === "open" ? moved("withdrawn") : unchanged(taken);
    case "give-back":
      return known.state === "given-back" ? unchanged(taken) : moved("given-back");
  }
}

const unchanged = (taken: number): LimitChange => ({ taken, answer: { kind: "done" } });

/** Whether it counts. */
function stands({ state }: Take): boolean {
  return state === "open" || state === "settled";
}

function takeOf(
  taken: number,
  known: Take | undefined,
  { id, amount, limit }: Extract<LimitMessage, { type: "take" }>,
  now: number,
): LimitChange {
  if (known && stands(known)) return unchanged(taken);
  if (known?.state === "given-back") return { taken, answer: { kind: "given-back" } };
  if (taken + amount > limit) return { taken, answer: { kind: "used-up" } };
  return {
    taken: taken + amount,
    take: { id, amount, state: "open", at: now, changedAt: now },
    answer: { kind: "done" },
  };
}
