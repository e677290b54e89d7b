import { onTestFinished } from "vitest";
import type { Program } from "./process.ts";
import { type RunningRuntime, type RuntimeOptions, startRuntime } from "./runtime.ts";
import { startWorld, type World } from "./world.ts";

/** A runtime for one test: gone after it, however the test ends. */
export async function testRuntime(options: RuntimeOptions): Promise<RunningRuntime> {
  const runtime = await startRuntime(options);
  endAfterTest(runtime);
  return runtime;
}

/** The systems outside for one test. */
export async function testWorld(data: string): Promise<World> {
  const world = await startWorld(data);
  onTestFinished(() => world.stop());
  return world;
}

export function endAfterTest(program: Program): void {
  onTestFinished(async () => {
    program.kill("SIGKILL");
    await program.ended;
  });
}
