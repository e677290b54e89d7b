import type { ConnectorDefinition, JsonObject, LocalizedText } from "@orderloom/rule-dsl";
import type { TSchema } from "typebox";
import type { ConnectorAnswer } from "./answer.ts";
import type { CallContext } from "./context.ts";
import type { Action } from "./define-action.ts";

/** What a connector may reach. A host or secret beyond it is not handed to its actions (H8). */
export interface ConnectorGrants {
  /** Hosts or URLs, or `=config.<name>` for one (or a list) from the config. */
  readonly hosts?: readonly string[];
  /** Names of secrets; `name.*` grants a family of them. */
  readonly secrets?: readonly string[];
  /** Fact paths of the personal data that its actions send. */
  readonly personalData?: readonly string[];
}

export interface ConnectorSource {
  /** Slug, unique in an organisation. */
  readonly id: string;
  /** Semver. */
  readonly version: string;
  readonly name: LocalizedText;
  readonly description?: LocalizedText;
  readonly vendor?: string;
  readonly auth?: JsonObject;
  readonly config?: TSchema;
  readonly grants?: ConnectorGrants;
  readonly service?: JsonObject;
  readonly limits?: { readonly perSecond?: number; readonly concurrent?: number };
  readonly actions: Readonly<Record<string, Action>>;
}

export interface Connector {
  readonly id: string;
  readonly manifest: ConnectorDefinition;
  /** What is wrong with a config, one sentence a finding. */
  configProblems(config: JsonObject): readonly string[];
  /** How long one attempt of the action may take when a node says nothing. */
  timeoutMs(action: string): number;
  /**
   * Calls the other side once. Throws TerminalError or RetryableError and nothing else:
   * input that does not fit is terminal; an answer that does not fit is an UnreadableAnswerError (terminal);
   * a broken way there, 429, 5xx and silence are retryable; an aborted signal is retryable and ends the call at once.
   */
  invoke(action: string, input: JsonObject, ctx: CallContext): Promise<ConnectorAnswer>;
}
