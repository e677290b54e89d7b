import { type ActionManifest, QUOTA_CONNECTOR } from "@orderloom/rule-dsl";
import { quotaConnector } from "@orderloom/workflow";
import type { ConnectorInfo, ConnectorRunner } from "../../ports/connector-runner.ts";

const info: ConnectorInfo = { ...quotaConnector, limits: {} };

type Outcomes = NonNullable<ActionManifest["outcomes"]>;

/** The connectors outside and, like one of them, the quotas that the host keeps itself. `outcomes`: the limits there are, as sentences call them. */
export function withQuotas(outside: ConnectorRunner, outcomes: () => Outcomes): ConnectorRunner {
  const own = (action: string): ActionManifest | undefined => {
    const manifest = info.actions[action];
    return manifest && action === "take" ? { ...manifest, outcomes: outcomes() } : manifest;
  };
  return {
    connectors: () => [...outside.connectors(), info],
    manifest: (connector, action, version) =>
      connector === QUOTA_CONNECTOR ? own(action) : outside.manifest(connector, action, version),
    timeoutMs: (connector, action) => outside.timeoutMs(connector, action),
    invoke: (call) => outside.invoke(call),
  };
}
