import { TerminalError } from "@orderloom/rule-dsl";
import { Type } from "typebox";
import type { Connector, ConnectorSource } from "./connector.ts";
import { durationMs } from "./duration.ts";
import { actionInvoker } from "./invoke.ts";
import { manifestOf } from "./manifest.ts";
import { schemaCheck } from "./schema-check.ts";

const DEFAULT_TIMEOUT_MS = 10_000;

/** A connector from its parts. Throws at once when the parts contradict each other: that is a mistake in code. */
export function defineConnector(source: ConnectorSource): Connector {
  checkSource(source);
  const configProblems = schemaCheck(source.config ?? Type.Object({}));
  const calls = new Map(
    Object.entries(source.actions).map(([id, action]) => {
      const timeoutMs = action.timeout === undefined ? DEFAULT_TIMEOUT_MS : durationMs(action.timeout);
      return [id, { timeoutMs, invoke: actionInvoker(source, id, action) }];
    }),
  );
  return {
    id: source.id,
    manifest: manifestOf(source),
    configProblems,
    timeoutMs: (action) => calls.get(action)?.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    invoke: async (action, input, ctx) => {
      const call = calls.get(action);
      if (call === undefined) throw new TerminalError(`${source.id} has no action “${action}”`);
      const problems = configProblems(ctx.config);
      if (problems.length > 0)
        throw new TerminalError(`the settings of ${source.id} do not fit: ${problems.join("; ")}`);
      return call.invoke(input, ctx);
    },
  };
}

function checkSource(source: ConnectorSource): void {
  for (const [id, action] of Object.entries(source.actions)) {
    const where = `${source.id}.${id}`;
    if (action.query !== undefined && source.actions[action.query]?.effect !== "read")
      throw new Error(`${where}: its query “${action.query}” is not a reading action of this connector`);
    if (action.idempotency === "query-before-retry" && action.query === undefined)
      throw new Error(`${where}: query-before-retry needs a query`);
    if (action.effect === "read" && action.commits === true) throw new Error(`${where}: a read cannot commit`);
  }
}
