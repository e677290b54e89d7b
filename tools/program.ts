import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** So that programs written in TypeScript find their neighbours' sources. */
export const fromSource = ["--conditions=@orderloom/source"];

export interface Ended {
  code: number;
  output: string;
}

interface Options {
  cwd?: string;
  env?: Record<string, string>;
  /** Is told what the program prints, as it prints it. */
  onOutput?: (text: string) => void;
  /** The program is ended, and counts as failed, after this time. */
  timeoutMs?: number;
}

const running = new Set<ChildProcess>();

/** Who stops us stops what we run, too. */
function stop(signal: NodeJS.Signals): void {
  if (running.size === 0) return;
  for (const child of running) child.kill("SIGTERM");
  process.exit(signal === "SIGINT" ? 130 : 143);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

/** Runs a program to its end; a program that cannot be started ends with code 127. */
export function run(command: string, args: string[], options: Options = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const collect = (chunk: Buffer): void => {
      const text = chunk.toString();
      output += text;
      options.onOutput?.(text);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const limit =
      options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), options.timeoutMs);
    child.on("error", (error) => {
      running.delete(child);
      done({ code: 127, output: String(error) });
    });
    child.on("close", (code) => {
      clearTimeout(limit);
      running.delete(child);
      if (code === null) output += `\n${command} was ended before it was done.`;
      done({ code: code ?? 1, output });
    });
  });
}

/** Starts a program in our place: it has our terminal, our signals reach it, and its end is our end. */
export function handOver(command: string, args: string[], env: Record<string, string> = {}): void {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  forwardSignals([child]);
  child.on("error", (error) => {
    process.stderr.write(`${command} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("close", (code, signal) => endAs(code, signal));
}

/** A terminal sends Ctrl-C to the whole group, so that children already have it; anybody else's signal is passed on. */
export function forwardSignals(children: ChildProcess[]): void {
  const pass = (signal: NodeJS.Signals) => children.forEach((child) => child.kill(signal));
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) pass("SIGINT");
  });
  process.on("SIGTERM", () => pass("SIGTERM"));
  process.on("SIGHUP", () => pass("SIGHUP"));
}

export function endAs(code: number | null, signal: NodeJS.Signals | null): void {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
