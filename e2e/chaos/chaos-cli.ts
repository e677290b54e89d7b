import { parseArgs } from "node:util";
import { mongoForTests } from "../../apps/runtime/src/stores/mongo/testing/mongo-for-tests.ts";
import { runChaos } from "./chaos.ts";

/*
 * npm run chaos -- --kills N --seed S [--orders N] [--torn] [--troubled] [--mongo] [--json]
 * With --mongo the data lies in MONGODB_URI, in a database of its own, or in a stand-in.
 * Ends with 0 when nothing was lost, doubled or left in a wrong state; with --json its last line is the result.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    orders: { type: "string", default: "1500" },
    torn: { type: "boolean", default: false },
    troubled: { type: "boolean", default: false },
    mongo: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const mongo = values.mongo ? await mongoForTests() : undefined;
const database = mongo?.database();
if (values.mongo && mongo === undefined) process.exit(2);
const result = await runChaos({
  mongodbUri: database?.uri,
  kills: Number(values.kills),
  seed: Number(values.seed),
  orders: Number(values.orders),
  torn: values.torn,
  troubled: values.troubled,
  say: (text) => process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}\n`),
});
await database?.remove();
await mongo?.stop();
const { faults, points, ...figures } = result;
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${values.json ? JSON.stringify({ ...figures, points }) : inWords({ ...figures, ...points })}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;

function inWords(counted: Readonly<Record<string, number>>): string {
  return Object.entries(counted)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
