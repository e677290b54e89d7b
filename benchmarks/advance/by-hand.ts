/** The walked workflow as somebody would write it for this flow alone: no definition, no loops, no incidents, the same snapshots and effects. */
export interface HandState {
  readonly at: "reserve" | "pick" | "wait" | "ended";
  readonly vars: Readonly<Record<string, unknown>>;
  readonly ledger: readonly {
    readonly key: string;
    readonly state: "requested" | "completed";
    readonly output?: unknown;
  }[];
}

export interface HandResult {
  readonly state: HandState;
  readonly effects: readonly object[];
  readonly events: readonly object[];
  /** Nodes entered. */
  readonly steps: number;
}

interface HandOrder {
  readonly id: string;
  readonly total: { readonly minorUnits: number };
}

export function beginByHand(order: HandOrder): HandResult {
  const size = order.total.minorUnits > 100_000 ? "large" : "usual";
  const key = `${order.id}/reserve`;
  return {
    state: { at: "reserve", vars: { size }, ledger: [{ key, state: "requested" }] },
    effects: [{ type: "call", key, action: "reserve-stock", input: { orderId: order.id } }],
    events: [{ type: "started" }, { type: "decided", size }, { type: "requested", key }],
    steps: 4,
  };
}

export function goOnByHand(state: HandState, output: unknown, order: HandOrder): HandResult {
  const ledger = state.ledger.map((entry) =>
    entry.state === "requested" ? ({ key: entry.key, state: "completed", output } as const) : entry,
  );
  switch (state.at) {
    case "reserve": {
      const key = `${order.id}/pick`;
      return {
        state: {
          at: "pick",
          vars: { ...state.vars, reservation: output },
          ledger: [...ledger, { key, state: "requested" }],
        },
        effects: [{ type: "call", key, action: "create-pick-task", input: output as object }],
        events: [{ type: "completed" }, { type: "requested", key }],
        steps: 1,
      };
    }
    case "pick":
      return { state: { ...state, at: "wait", ledger }, effects: [], events: [{ type: "completed" }], steps: 1 };
    case "wait":
      return { state: { ...state, at: "ended" }, effects: [], events: [{ type: "ended" }], steps: 1 };
    case "ended":
      return { state, effects: [], events: [], steps: 0 };
  }
}
