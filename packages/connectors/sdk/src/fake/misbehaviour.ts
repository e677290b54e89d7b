export const misbehaviours = ["ok", "fail", "slow", "hang", "garbage", "twice"] as const;
/**
 * `fail`: answers an error and does nothing. `slow`: acts after a delay. `hang`: acts and never answers.
 * `garbage`: a page instead of JSON, as from a proxy on the way; nothing is done.
 * `twice`: acts, then the line drops, so that the caller has to ask twice. `ok`: behaves.
 */
export type Misbehaviour = (typeof misbehaviours)[number];

/** What `POST /control` takes. */
export interface Control {
  /** `*` for every action. */
  readonly action: string;
  readonly mode: Misbehaviour;
  /** For how many calls; until told otherwise when absent. */
  readonly times?: number;
  /** For `slow`; 1 s when absent. */
  readonly delayMs?: number;
  /** For `fail`; 503 when absent. */
  readonly status?: number;
  /** For `fail`: the Retry-After header, in seconds. */
  readonly retryAfterSeconds?: number;
}

export interface Controls {
  set(control: Control): void;
  /** What is to happen to this call, counted down. */
  take(action: string): Control | undefined;
  list(): readonly Control[];
}

export function controls(): Controls {
  const active = new Map<string, Control>();
  return {
    set(control) {
      if (control.mode !== "ok") active.set(control.action, control);
      else if (control.action === "*") active.clear();
      else active.delete(control.action);
    },
    take(action) {
      const control = active.get(action) ?? active.get("*");
      if (control?.times === undefined) return control;
      if (control.times <= 1) active.delete(control.action);
      else active.set(control.action, { ...control, times: control.times - 1 });
      return control;
    },
    list: () => [...active.values()],
  };
}

/** The control in a request's body, or what is wrong with it. */
export function parseControl(body: unknown): Control | string {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "send {action, mode, times?, delayMs?}";
  const { action = "*", mode, ...numbers } = body as Record<string, unknown>;
  if (typeof action !== "string") return "action is the name of one, or *";
  if (!misbehaviours.some((known) => known === mode)) return `mode is one of ${misbehaviours.join(", ")}`;
  const wrong = Object.entries(numbers).find(([name, value]) => !isNumberField(name, value));
  if (wrong !== undefined) return `${wrong[0]} is not something to control, or is not a number`;
  // Checked field by field above.
  return { action, mode, ...numbers } as Control;
}

function isNumberField(name: string, value: unknown): boolean {
  return ["times", "delayMs", "status", "retryAfterSeconds"].includes(name) && typeof value === "number" && value >= 0;
}
