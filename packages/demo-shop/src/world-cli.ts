import { parseArgs } from "node:util";
import { startWorld } from "./world/start-world.ts";

/*
 * The systems outside as a process of their own: world-cli [--data <folder>] [--wms <port>] [--finance <port>] [--chat <port>]
 * Prints one JSON line {wms, finance, chat} with their base URLs, and runs until it is stopped.
 */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    wms: { type: "string", default: "0" },
    finance: { type: "string", default: "0" },
    chat: { type: "string", default: "0" },
  },
});

const world = await startWorld({
  ...(values.data === undefined ? {} : { data: values.data }),
  ports: { wms: Number(values.wms), finance: Number(values.finance), chat: Number(values.chat) },
});
console.log(JSON.stringify({ wms: world.wms, finance: world.finance, chat: world.chat }));

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void world.stop();
  });
}
