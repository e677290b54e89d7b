import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program under test: what it says, line by line, and how it ends. */
export interface Program {
  readonly pid: number;
  /** Everything it has said so far on both streams. */
  readonly said: () => string;
  /** The part of it that went to standard error. */
  readonly complained: () => string;
  /** Resolves with the first line of standard output that `find` accepts; rejects when the program ends before. */
  line(find: (line: string) => boolean): Promise<string>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** Starts a Node program with the Node this runs on. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const complaints: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (stream === child.stderr) complaints.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => {
      resolve(code ?? signal ?? "unknown");
    });
  });
  const said = (): string => lines.join("\n");
  return {
    pid: child.pid ?? 0,
    said,
    complained: () => complaints.join("\n"),
    line: (find) => firstLine(find, lines, listeners, ended, said),
    ended,
    kill: (signal) => killed(child, signal),
  };
}

function killed(child: ChildProcess, signal: NodeJS.Signals): void {
  child.kill(signal);
}

function firstLine(
  find: (line: string) => boolean,
  lines: readonly string[],
  listeners: Set<(line: string) => void>,
  ended: Promise<number | string>,
  said: () => string,
): Promise<string> {
  const already = lines.find(find);
  if (already !== undefined) return Promise.resolve(already);
  return new Promise((resolve, reject) => {
    const listener = (line: string): void => {
      if (!find(line)) return;
      listeners.delete(listener);
      resolve(line);
    };
    listeners.add(listener);
    void ended.then((how) => {
      reject(new Error(`ended with ${String(how)} before it said so:\n${said()}`));
    });
  });
}
