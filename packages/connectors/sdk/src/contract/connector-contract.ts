import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { type ActionManifest, ConnectorDefinition, RetryableError, TerminalError } from "@orderloom/rule-dsl";
import type { Connector } from "../connector.ts";
import { schemaCheck } from "../schema-check.ts";
import {
  type ActionSamples,
  type ContractBench,
  type ContractCheck,
  type ContractOptions,
  inputOf,
  onBench,
} from "./contract-bench.ts";

/**
 * What every connector promises, as checks for any test runner: its manifest is a definition, wrong input goes no further,
 * faults come in the two kinds, an abort ends the call, answers fit, and its idempotency class is kept as declared (H4).
 * The other side is a real program on loopback, which counts what it is told.
 */
export function connectorContract(connector: Connector, options: ContractOptions): readonly ContractCheck[] {
  const actions = Object.entries(connector.manifest.actions);
  return [
    { name: "its manifest is a connector definition", run: () => manifestFits(connector) },
    { name: "every action and outcome has a sample", run: () => samplesComplete(connector, options) },
    ...actions.flatMap(([id, manifest]) => {
      const samples = options.samples[id];
      if (samples === undefined) return [];
      return actionChecks({ id, manifest, samples }).map(({ name, check }) => ({
        name: `${id}: ${name}`,
        run: () => onBench(connector, options, check),
      }));
    }),
  ];
}

interface Subject {
  readonly id: string;
  readonly manifest: ActionManifest;
  readonly samples: ActionSamples;
}
interface BenchCheck {
  readonly name: string;
  readonly check: (bench: ContractBench) => Promise<void>;
}

function actionChecks(subject: Subject): readonly BenchCheck[] {
  const { id, manifest, samples } = subject;
  return [
    { name: "answers, and the answer fits", check: (bench) => answers(subject, bench) },
    { name: "wrong input is refused before anything is sent", check: (bench) => refusesWrongInput(subject, bench) },
    { name: `is ${manifest.idempotency}, as it says`, check: (bench) => keepsIdempotency(subject, bench) },
    ...faultRows.map(([name, status, kind]) => ({
      name,
      check: (bench: ContractBench) => mapsStatus(subject, bench, status, kind),
    })),
    { name: "429 says when to come again", check: (bench) => keepsRetryAfter(subject, bench) },
    { name: "a page instead of JSON is terminal", check: (bench) => refusesGarbage(subject, bench) },
    { name: "a system that is not there is retryable", check: (bench) => mapsRefusedConnection(subject, bench) },
    { name: "an abort ends a call that hangs", check: (bench) => stopsOnAbort(subject, bench) },
    ...Object.entries(samples.outcomes ?? {}).map(([outcome, sample]) => ({
      name: `comes to ${outcome}`,
      check: async (bench: ContractBench) => {
        const answer = await bench.call(id, await inputOf(sample, bench));
        equal(answer.kind === "outcome" && answer.outcome, outcome);
      },
    })),
    ...(manifest.query === undefined
      ? []
      : [{ name: "can be asked about afterwards", check: (bench: ContractBench) => canBeQueried(subject, bench) }]),
  ];
}

type FaultKind = typeof TerminalError | typeof RetryableError;
const faultRows: readonly (readonly [string, number, FaultKind])[] = [
  ["400 is terminal", 400, TerminalError],
  ["403 is terminal", 403, TerminalError],
  ["422 is terminal", 422, TerminalError],
  ["500 is retryable", 500, RetryableError],
  ["503 is retryable", 503, RetryableError],
];

function manifestFits({ manifest }: Connector): Promise<void> {
  deepEqual(schemaCheck(ConnectorDefinition)(manifest), []);
  deepEqual(JSON.parse(JSON.stringify(manifest)), manifest, "the manifest is plain JSON");
  return Promise.resolve();
}

function samplesComplete({ manifest }: Connector, { samples }: ContractOptions): Promise<void> {
  for (const [id, action] of Object.entries(manifest.actions)) {
    ok(samples[id], `${id} has no sample`);
    const declared = (action.outcomes ?? []).map((outcome) => outcome.id).sort();
    deepEqual(Object.keys(samples[id].outcomes ?? {}).sort(), declared, `the outcomes of ${id}`);
  }
  return Promise.resolve();
}

async function answers({ id, samples }: Subject, bench: ContractBench): Promise<void> {
  equal((await bench.call(id, await inputOf(samples.done, bench))).kind, "done");
}

async function refusesWrongInput({ id }: Subject, bench: ContractBench): Promise<void> {
  await rejects(bench.call(id, { notAnInput: true }), TerminalError);
  equal(callsOf(bench, id), 0);
}

async function keepsIdempotency({ id, manifest, samples }: Subject, bench: ContractBench): Promise<void> {
  const input = await inputOf(samples.done, bench);
  const before = actedOf(bench, id);
  const effectKey = "contract/same/0";
  switch (manifest.idempotency) {
    case "idempotency-key":
    case "query-before-retry": {
      // The first answer is lost on the way: the caller cannot know that it acted.
      bench.system.control({ action: id, mode: "twice", times: 1 });
      await rejects(bench.call(id, input, { effectKey }), RetryableError);
      const second = await bench.call(id, input, { effectKey });
      deepEqual(await bench.call(id, input, { effectKey }), second);
      equal(actedOf(bench, id) - before, 1, "the same key acts once");
      return;
    }
    case "idempotent": {
      deepEqual(await bench.call(id, input, { effectKey }), await bench.call(id, input, { effectKey }));
      return;
    }
    case "never-retry": {
      bench.system.control({ action: id, mode: "fail", times: 1 });
      await rejects(bench.call(id, input, { effectKey }));
      equal(callsOf(bench, id), 1, "the connector itself does not try again");
      return;
    }
  }
}

async function mapsStatus(
  { id, samples }: Subject,
  bench: ContractBench,
  status: number,
  kind: FaultKind,
): Promise<void> {
  const input = await inputOf(samples.done, bench);
  bench.system.control({ action: id, mode: "fail", status });
  await rejects(bench.call(id, input), kind);
}

async function keepsRetryAfter({ id, samples }: Subject, bench: ContractBench): Promise<void> {
  const input = await inputOf(samples.done, bench);
  bench.system.control({ action: id, mode: "fail", status: 429, retryAfterSeconds: 7 });
  await rejects(bench.call(id, input), (fault) => fault instanceof RetryableError && fault.retryAfterMs === 7000);
}

async function refusesGarbage({ id, samples }: Subject, bench: ContractBench): Promise<void> {
  const input = await inputOf(samples.done, bench);
  bench.system.control({ action: id, mode: "garbage" });
  await rejects(bench.call(id, input), TerminalError);
}

async function mapsRefusedConnection({ id, samples }: Subject, bench: ContractBench): Promise<void> {
  const input = await inputOf(samples.done, bench);
  await bench.system.stop();
  await rejects(bench.call(id, input), RetryableError);
}

async function stopsOnAbort({ id, samples }: Subject, bench: ContractBench): Promise<void> {
  const input = await inputOf(samples.done, bench);
  bench.system.control({ action: id, mode: "hang" });
  const stop = new AbortController();
  const ended = rejects(bench.call(id, input, { signal: stop.signal }), RetryableError);
  await delay(20);
  stop.abort();
  await Promise.race([
    ended,
    delay(1000).then(() => Promise.reject(new Error("it still runs a second after the abort"))),
  ]);
}

async function canBeQueried({ id, manifest, samples }: Subject, bench: ContractBench): Promise<void> {
  const query = manifest.query ?? "";
  const effectKey = "contract/asked/0";
  const input = await inputOf(samples.done, bench);
  const before = await bench.call(query, { effectKey });
  equal(before.kind === "outcome" && before.outcome, "not-found");
  const done = await bench.call(id, input, { effectKey });
  deepEqual(await bench.call(query, { effectKey }), done);
}

function callsOf(bench: ContractBench, action: string): number {
  return bench.system.told({ action }).actions[action]?.calls ?? 0;
}

function actedOf(bench: ContractBench, action: string): number {
  return bench.system.told({ action }).actions[action]?.acted ?? 0;
}
