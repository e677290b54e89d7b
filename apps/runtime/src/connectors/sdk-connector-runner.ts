import { type Connector, UnreadableAnswerError } from "@orderloom/connector-sdk";
import { type ActionManifest, type JsonObject, RetryableError } from "@orderloom/rule-dsl";
import type { CallAnswer } from "@orderloom/workflow";
import type { ConnectorCall, ConnectorInfo, ConnectorLimits, ConnectorRunner } from "../ports/connector-runner.ts";
import type { Logger } from "../ports/logger.ts";

/** Where a connector's system stands and what it is let in by. */
export interface ConnectorAccess {
  readonly config: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  /** What this installation's system bears, where that is not what the manifest says. */
  readonly limits?: ConnectorLimits;
}

export interface SdkRunnerOptions {
  readonly connectors: readonly Connector[];
  /** Read with each call, so that a changed address is followed at once. */
  readonly accessOf: (connector: string) => ConnectorAccess;
  readonly logger: Logger;
}

/** Calls connectors written with the SDK. What they throw becomes an answer; nothing else gets out. */
export function sdkConnectorRunner(options: SdkRunnerOptions): ConnectorRunner {
  const byId = new Map(options.connectors.map((connector) => [connector.id, connector]));
  const infos = options.connectors.map(infoOf);
  const manifest = (id: string, action: string): ActionManifest | undefined => byId.get(id)?.manifest.actions[action];
  return {
    connectors: () =>
      infos.map((info) => ({ ...info, limits: { ...info.limits, ...options.accessOf(info.id).limits } })),
    manifest,
    timeoutMs: (id, action) => byId.get(id)?.timeoutMs(action) ?? 0,
    invoke: async (call) => {
      const connector = byId.get(call.connector);
      if (connector === undefined)
        return { kind: "failed", message: `connector ${call.connector} is not installed`, retryable: false };
      return invoke(connector, call, options);
    },
  };
}

function infoOf(connector: Connector): ConnectorInfo {
  const { id, manifest } = connector;
  return {
    id,
    version: manifest.version,
    name: manifest.name,
    limits: manifest.limits ?? {},
    actions: manifest.actions,
  };
}

async function invoke(connector: Connector, call: ConnectorCall, options: SdkRunnerOptions): Promise<CallAnswer> {
  const { effectKey, attempt, signal } = call;
  try {
    return await connector.invoke(call.action, call.input, {
      effectKey,
      attempt,
      signal,
      ...options.accessOf(connector.id),
      log: (level, message) => {
        options.logger[level](message, { connector: connector.id, action: call.action, effectKey });
      },
    });
  } catch (thrown) {
    return answerOf(thrown, connector.manifest.actions[call.action]);
  }
}

/** A write that was answered unreadably may have been done: its fate is asked after, never guessed (S8). */
function answerOf(thrown: unknown, action: ActionManifest | undefined): CallAnswer {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RetryableError) {
    return {
      kind: "failed",
      message,
      retryable: true,
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
    };
  }
  if (thrown instanceof UnreadableAnswerError && action?.effect !== "read" && action?.query !== undefined)
    return { kind: "unknown", message };
  return { kind: "failed", message, retryable: false };
}
