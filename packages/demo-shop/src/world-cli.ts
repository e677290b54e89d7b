import { parseArgs } from "node:util";
import { startWorld } from "./world/start-world.ts";

/*
 * The systems outside as a process of their own: world-cli [--data <folder>] [--wms <port>] [--finance <port>] [--chat <port>] [--postal <port>]
 * Prints one JSON line {wms, finance, chat, postal} with their base URLs, and runs until it is stopped.
 */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    wms: { type: "string", default: "0" },
    finance: { type: "string", default: "0" },
    chat: { type: "string", default: "0" },
    postal: { type: "string", default: "0" },
  },
});

const world = await startWorld({
  ...(values.data === undefined ? {} : { data: values.data }),
  ports: {
    wms: Number(values.wms),
    finance: Number(values.finance),
    chat: Number(values.chat),
    postal: Number(values.postal),
  },
});
const { wms, finance, chat, postal } = world;
console.log(JSON.stringify({ wms, finance, chat, postal }));

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void world.stop();
  });
}
