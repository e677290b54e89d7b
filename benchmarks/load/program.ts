import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Definition } from "@orderloom/rule-dsl";

const running: ChildProcess[] = [];

/** Starts a program of ours (a path below benchmarks/) and resolves with the address that it prints. */
export async function startProgram(
  path: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@orderloom/source", file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Ready|"url"/.test(line) ? /http:\/\/[\d.]+:\d+/.exec(line)?.[0] : undefined;
    if (url !== undefined) return url;
  }
  throw new Error("it ended before it listened");
}

/** Starts the built runtime on an empty store, without the demo. */
export function startProduct(data: string): Promise<string> {
  return startProgram("../apps/runtime/dist/main.js", [], {
    ORDERLOOM_DATA: data,
    ORDERLOOM_PORT: "0",
    ORDERLOOM_DEMO: "off",
    ORDERLOOM_LANG: "en",
  });
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
