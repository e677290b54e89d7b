import type { ActionManifest, JsonObject, LocalizedText } from "@orderloom/rule-dsl";
import type { CallAnswer } from "@orderloom/workflow";

/** One attempt of a call. */
export interface ConnectorCall {
  readonly connector: string;
  readonly action: string;
  readonly version?: string;
  readonly input: JsonObject;
  /** Stable over retries (S28): the other side may recognise the call by it. */
  readonly effectKey: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborted when the attempt's time is over or the host stops. */
  readonly signal: AbortSignal;
}

export interface ConnectorLimits {
  readonly perSecond?: number;
  readonly concurrent?: number;
}

export interface ConnectorInfo {
  readonly id: string;
  readonly version: string;
  readonly name: LocalizedText;
  readonly limits: ConnectorLimits;
  readonly actions: Readonly<Record<string, ActionManifest>>;
}

/** Reaches the outside world. Faults are answers here, never errors: an adapter turns what a connector throws into `failed` or `unknown`. */
export interface ConnectorRunner {
  /** Every connector that can be called, in the version that is installed. */
  connectors(): readonly ConnectorInfo[];
  /** Undefined when there is no such connector or action. */
  manifest(connector: string, action: string, version?: string): ActionManifest | undefined;
  /** How long one attempt may take when a node says nothing. */
  timeoutMs(connector: string, action: string): number;
  /** Calls the other side once. */
  invoke(call: ConnectorCall): Promise<CallAnswer>;
}
