import { fileURLToPath } from "node:url";
import { startProgram } from "./process.ts";

const cli = fileURLToPath(new URL("../../packages/demo-shop/src/world-cli.ts", import.meta.url));

/** The systems on the other side, in a process of their own, so that they outlive the runtime. */
export interface World {
  readonly wms: string;
  readonly finance: string;
  readonly chat: string;
  readonly postal: string;
  stop(): Promise<void>;
}

export async function startWorld(data: string, extra: readonly string[] = []): Promise<World> {
  const program = startProgram(["--conditions=@orderloom/source", cli, "--data", data, ...extra]);
  const line = await program.line((said) => said.startsWith("{"));
  const urls = JSON.parse(line) as Omit<World, "stop">; // our own program's line
  return {
    ...urls,
    stop: async () => {
      program.kill("SIGTERM");
      await program.ended;
    },
  };
}
