import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ActionManifest, Order, WorkflowDefinition } from "@orderloom/rule-dsl";
import { simulationOf } from "../simulate/run-cases.ts";
import { simulate, type SimulationOptions, type SimulationRun } from "../simulate/simulate.ts";
import { documentsIn, FIXTURES } from "./documents.ts";
import type { RecordedHistory } from "./recorded-history.ts";

/*
 * Writes the histories of a release, once, when it is made: run it with the release's name, such as `v0.1`. A recorded release is never
 * recorded again: it shows what that release did.
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
      const file = join(folder, `${name}.json`);
      writeFileSync(file, `${JSON.stringify(historyOf({ name, id, run, options, own }), undefined, 1)}\n`);
    }
  }
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
  const orders: Order[] = [];
  const placeOf = (order: Order): number => {
    const known = orders.indexOf(order);
    return known < 0 ? orders.push(order) - 1 : known;
  };
  return {
    title: name,
    definition: own,
    version: options.resolver.version,
    decisions: Object.values(own.nodes).flatMap((node) => {
      const found = node.type === "decision" ? options.resolver.decision(node.decision) : undefined;
      return found ? [{ definition: found.definition, version: found.version }] : [];
    }),
    actions: actionsOf(own, options),
    turns: turns.map(({ at, message, reads: { order, ...reads } }) => ({
      now: at,
      ...(order && { order: placeOf(order) }),
      reads,
      message,
    })),
    orders,
    effects: turns.flatMap((turn) => turn.effects.map((effect) => `${effect.type} ${effect.key}`)),
    state: last.state,
  };
}

function actionsOf(
  definition: WorkflowDefinition,
  { resolver: from }: SimulationOptions,
): Readonly<Record<string, ActionManifest>> {
  const references = Object.values(definition.nodes).flatMap((node) =>
    node.type === "action" ? [node.action, ...(node.compensate ? [node.compensate.action] : [])] : [],
  );
  return Object.fromEntries(
    references.flatMap((reference) => {
      const manifest = from.action(reference);
      return manifest ? [[`${reference.connector}.${reference.name}`, manifest] as const] : [];
    }),
  );
}
