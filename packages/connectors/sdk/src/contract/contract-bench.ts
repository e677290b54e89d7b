import type { JsonObject } from "@orderloom/rule-dsl";
import type { ConnectorAnswer } from "../answer.ts";
import type { Connector } from "../connector.ts";
import type { FakeSystem } from "../fake/fake-system.ts";

/** A connector's other side, started anew for each check, and the settings that lead there. */
export interface ContractWorld {
  readonly system: FakeSystem;
  readonly config: JsonObject;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface CallOptions {
  readonly effectKey?: string;
  readonly signal?: AbortSignal;
}

/** One check's connector and world. `call` uses a new effect key unless it is given one. */
export interface ContractBench extends ContractWorld {
  call(action: string, input: JsonObject, options?: CallOptions): Promise<ConnectorAnswer>;
}

/** An input, or how to come by one: what must have happened before (a release needs a reservation). */
export type ContractSample = JsonObject | ((bench: ContractBench) => Promise<JsonObject>);

export interface ActionSamples {
  readonly done: ContractSample;
  /** One for each declared outcome. */
  readonly outcomes?: Readonly<Record<string, ContractSample>>;
}

export interface ContractOptions {
  readonly start: () => Promise<ContractWorld>;
  readonly samples: Readonly<Record<string, ActionSamples>>;
}

/** A check by its name: `for (const { name, run } of connectorContract(...)) test(name, run)`. */
export interface ContractCheck {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Runs the check on a world of its own and stops that world whatever happens. */
export async function onBench(
  connector: Connector,
  options: ContractOptions,
  check: (bench: ContractBench) => Promise<void>,
): Promise<void> {
  const world = await options.start();
  let calls = 0;
  const call: ContractBench["call"] = (action, input, { effectKey, signal } = {}) =>
    connector.invoke(action, input, {
      effectKey: effectKey ?? `contract/${++calls}/0`,
      attempt: 1,
      config: world.config,
      secrets: world.secrets ?? {},
      signal: signal ?? AbortSignal.timeout(30_000),
    });
  try {
    await check({ ...world, call });
  } finally {
    await world.system.stop();
  }
}

export function inputOf(sample: ContractSample, bench: ContractBench): Promise<JsonObject> {
  return typeof sample === "function" ? sample(bench) : Promise.resolve(sample);
}
