import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ActionManifest, ActionReference, Order, WorkflowDefinition } from "@orderloom/rule-dsl";
import { simulationOf } from "../simulate/run-cases.ts";
import { simulate, type SimulationOptions, type SimulationRun } from "../simulate/simulate.ts";
import { documentsIn, FIXTURES } from "./documents.ts";
import type { SimulatedTurn } from "../simulate/world.ts";
import { manifestOf } from "./player.ts";
import type { RecordedHistory } from "./recorded-history.ts";
import { scriptedLives, scriptedLoops } from "./scripted-lives.ts";

/*
 * Writes the histories of a release, once, when it is made: run it with the release's name, such as `v0.1`. A recorded release is never
 * recorded again: it shows what that release did. What an earlier release has recorded just so is left to it.
 */

const release = process.argv[2];
if (!release) throw new Error("Name the release, such as v0.1");
const folder = join(import.meta.dirname, "../../histories", release);
mkdirSync(folder, { recursive: true });

const { cases, workflows, resolver } = documentsIn(FIXTURES);
for (const document of cases) {
  const definition = workflows.get(document.of);
  if (!definition) continue;
  for (const one of document.cases) {
    const options = simulationOf(document, one, { definition, resolver });
    const run = simulate(options);
    for (const [id, state] of Object.entries(run.states)) {
      const name = `${state.workflow}.${one.id}`;
      const own = resolver.workflow?.(state.workflow)?.definition ?? definition;
      writeHistory(name, historyOf({ name, id, run, options, own }));
    }
  }
}

for (const [name, { player, world }] of Object.entries({ ...scriptedLives(), ...scriptedLoops() })) {
  const { definition } = player.workflow;
  const history: RecordedHistory = {
    title: name,
    definition,
    version: 1,
    decisions: [],
    actions: manifestsFor(definition, (reference) => manifestOf(world, reference)),
    ...timesOf(player.history.map(({ message, now, reads }) => ({ at: now, message, reads }))),
    effects: player.effects.map((effect) => `${effect.type} ${effect.key}`),
    state: player.state,
  };
  writeHistory(`life.${name}`, history);
}

interface Recording {
  readonly name: string;
  readonly id: string;
  readonly run: SimulationRun;
  readonly options: SimulationOptions;
  readonly own: WorkflowDefinition;
}

function historyOf({ name, id, run, options, own }: Recording): RecordedHistory {
  const turns = run.turns.filter((turn) => turn.instanceId === id);
  const last = turns.at(-1);
  if (!last) throw new Error(`${name} took no turn`);
  return {
    title: name,
    definition: own,
    version: options.resolver.version,
    decisions: Object.values(own.nodes).flatMap((node) => {
      const found = node.type === "decision" ? options.resolver.decision(node.decision) : undefined;
      return found ? [{ definition: found.definition, version: found.version }] : [];
    }),
    actions: manifestsFor(own, (reference) => options.resolver.action(reference)),
    ...timesOf(turns),
    effects: turns.flatMap((turn) => turn.effects.map((effect) => `${effect.type} ${effect.key}`)),
    state: last.state,
  };
}

type Times = Pick<RecordedHistory, "turns" | "orders">;

/** Each revision of the order is written once. */
function timesOf(turns: readonly Pick<SimulatedTurn, "at" | "message" | "reads">[]): Times {
  const orders: Order[] = [];
  const placeOf = (order: Order): number => {
    const known = orders.indexOf(order);
    return known < 0 ? orders.push(order) - 1 : known;
  };
  const recorded = turns.map(({ at, message, reads: { order, ...reads } }) => ({
    now: at,
    ...(order && { order: placeOf(order) }),
    reads,
    message,
  }));
  return { orders, turns: recorded };
}

type Manifests = Readonly<Record<string, ActionManifest>>;

function manifestsFor(
  definition: WorkflowDefinition,
  find: (reference: ActionReference) => ActionManifest | undefined,
): Manifests {
  const references = Object.values(definition.nodes).flatMap((node) =>
    node.type === "action" ? [node.action, ...(node.compensate ? [node.compensate.action] : [])] : [],
  );
  return Object.fromEntries(
    references.flatMap((reference) => {
      const manifest = find(reference);
      return manifest ? [[`${reference.connector}.${reference.name}`, manifest] as const] : [];
    }),
  );
}

function writeHistory(name: string, history: RecordedHistory): void {
  const text = `${JSON.stringify(history, undefined, 1)}\n`;
  const before = readdirSync(join(folder, "..")).map((one) => join(folder, "..", one, `${name}.json`));
  if (!before.some((file) => existsSync(file) && readFileSync(file, "utf8") === text))
    writeFileSync(join(folder, `${name}.json`), text);
}
