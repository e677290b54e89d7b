import type { ActionManifest, IdempotencyClass, JsonObject } from "@orderloom/rule-dsl";
import type { CallAnswer } from "@orderloom/workflow";
import type { ConnectorCall, ConnectorInfo, ConnectorRunner } from "../../ports/connector-runner.ts";

type Script = (call: ConnectorCall) => CallAnswer | Promise<CallAnswer>;

interface ActionScript {
  readonly idempotency?: IdempotencyClass;
  readonly read?: boolean;
  readonly query?: string;
  readonly outcomes?: readonly string[];
  readonly answer: Script;
}

/** The outside world of a test: connectors that answer by script and remember what they were told. */
export class ScriptedConnectors implements ConnectorRunner {
  readonly told: {
    readonly action: string;
    readonly effectKey: string;
    readonly attempt: number;
    readonly input: JsonObject;
  }[] = [];
  readonly #actions: Readonly<Record<string, ActionScript>>;
  readonly #limits: ConnectorInfo["limits"];

  /** Keys are `connector.action`. */
  constructor(actions: Readonly<Record<string, ActionScript>>, limits: ConnectorInfo["limits"] = {}) {
    this.#actions = actions;
    this.#limits = limits;
  }

  connectors(): readonly ConnectorInfo[] {
    const ids = new Set(Object.keys(this.#actions).map((key) => key.split(".")[0] ?? ""));
    return [...ids].map((id) => ({ id, version: "1.0.0", name: { en: id }, limits: this.#limits, actions: {} }));
  }
  manifest(connector: string, action: string): ActionManifest | undefined {
    const script = this.#actions[`${connector}.${action}`];
    if (!script) return undefined;
    const { idempotency = "idempotency-key", read, query, outcomes = [] } = script;
    return {
      name: { en: action },
      idempotency,
      ...(read && { effect: "read" }),
      ...(query !== undefined && { query }),
      input: {},
      output: {},
      outcomes: outcomes.map((id) => ({ id, name: { en: id } })),
    };
  }
  timeoutMs(): number {
    return 5000;
  }
  async invoke(call: ConnectorCall): Promise<CallAnswer> {
    const { effectKey, attempt, input } = call;
    const action = `${call.connector}.${call.action}`;
    this.told.push({ action, effectKey, attempt, input });
    return (await this.#actions[action]?.answer(call)) ?? { kind: "failed", message: "not scripted", retryable: false };
  }
  count(action: string): number {
    return this.told.filter((one) => one.action === action).length;
  }
}

export const done = (output: JsonObject = {}): CallAnswer => ({ kind: "done", output });
