import { spawn } from "node:child_process";
import { join } from "node:path";
import { endAs, forwardSignals, fromSource, root } from "./program.ts";

/** Runtime and designer from their sources: both follow an edit. The designer passes what the runtime serves on to it. */
const runtime = spawn(process.execPath, [...fromSource, "--watch", "apps/runtime/src/main.ts"], {
  cwd: root,
  stdio: "inherit",
});
const designer = spawn("vite", [], { cwd: join(root, "apps/designer"), stdio: "inherit" });
const both = [runtime, designer];

forwardSignals(both);
for (const child of both) {
  child.on("error", (error) => process.stderr.write(`${error.message}\n`));
  child.on("close", (code, signal) => {
    for (const other of both) if (other !== child) other.kill("SIGTERM");
    if (both.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null)) endAs(code, signal);
  });
}
