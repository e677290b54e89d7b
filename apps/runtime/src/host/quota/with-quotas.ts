import { QUOTA_CONNECTOR } from "@orderloom/rule-dsl";
import { quotaConnector } from "@orderloom/workflow";
import type { ConnectorInfo, ConnectorRunner } from "../../ports/connector-runner.ts";

const info: ConnectorInfo = { ...quotaConnector, limits: {} };

/** The connectors outside and, like one of them, the quotas that the host keeps itself. */
export function withQuotas(outside: ConnectorRunner): ConnectorRunner {
  return {
    connectors: () => [...outside.connectors(), info],
    manifest: (connector, action, version) =>
      connector === QUOTA_CONNECTOR ? info.actions[action] : outside.manifest(connector, action, version),
    timeoutMs: (connector, action) => outside.timeoutMs(connector, action),
    invoke: (call) => outside.invoke(call),
  };
}
