import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Definition } from "@orderloom/rule-dsl";

const running: ChildProcess[] = [];

export interface Program {
  readonly url: string;
  readonly pid: number;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a program of ours (a path below benchmarks/) and resolves when it has printed its address. */
export async function launchProgram(
  path: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@orderloom/source", file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Ready|"url"/.test(line) ? /http:\/\/[\d.]+:\d+/.exec(line)?.[0] : undefined;
    if (url === undefined) continue;
    child.stdout.resume();
    const stop = (): Promise<void> => {
      child.kill("SIGTERM");
      return ended;
    };
    return { url, pid: child.pid ?? 0, stop };
  }
  throw new Error("it ended before it listened");
}

/** The bare pipeline on an empty file. */
export function launchBare(file: string): Promise<Program> {
  return launchProgram("./bare/bare-pipeline.ts", [file]);
}

/** The built runtime on the store of a folder, without the demo. */
export function launchProduct(data: string): Promise<Program> {
  return launchProgram("../apps/runtime/dist/main.js", [], {
    ORDERLOOM_DATA: data,
    ORDERLOOM_PORT: "0",
    ORDERLOOM_DEMO: "off",
    ORDERLOOM_LANG: "en",
  });
}

/** The same, where its address is all that is needed. */
export async function startProduct(data: string): Promise<string> {
  return (await launchProduct(data)).url;
}

export function stopPrograms(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Publishes the definitions and leads every order into the workflow. */
export async function publishAll(url: string, definitions: readonly Definition[], workflow: string): Promise<void> {
  for (const definition of definitions)
    await send("PUT", `${url}/v1/definitions/${definition.kind}/${definition.id}/draft`, definition);
  await send("POST", `${url}/v1/publish`, { drafts: definitions.map(({ kind, id }) => ({ kind, id })), note: "bench" });
  const etag = (await fetch(`${url}/v1/routing`)).headers.get("etag") ?? "";
  await send("PUT", `${url}/v1/routing`, { routes: [{ id: "all", workflow }] }, { "if-match": etag });
}

/** One JSON request; throws with the answer's text when it is refused. */
export async function send(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${String(answer.status)} ${await answer.text()}`);
  return answer;
}
