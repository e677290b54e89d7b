import { Agent, request } from "node:http";

/** What a run of requests came to. Times in milliseconds. */
export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  readonly tookMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Sends one body over a kept connection; resolves with the status when the answer is in. */
function send(url: string, body: string, contentType = "application/json"): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: "POST", agent, headers: { "content-type": contentType, "content-length": Buffer.byteLength(body) } },
      (answer) => {
        answer.resume();
        answer.once("end", () => {
          resolve(answer.statusCode ?? 0);
        });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** So many senders, each with one request at a time, until the bodies are used up (closed loop). `orders` is how many one body holds. */
export async function drive(
  url: string,
  bodies: readonly string[],
  options: { readonly senders: number; readonly orders?: number; readonly contentType?: string },
): Promise<LoadResult> {
  const { senders, orders = 1, contentType } = options;
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const begin = performance.now();
  const sender = async (): Promise<void> => {
    for (let index = next++; index < bodies.length; index = next++) {
      const sent = performance.now();
      const status = await send(url, bodies[index] ?? "", contentType);
      latencies.push(performance.now() - sent);
      if (status >= 300) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  const tookMs = performance.now() - begin;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    answered: bodies.length * orders,
    failed,
    tookMs,
    perSecond: (bodies.length * orders * 1000) / tookMs,
    p50: at(0.5),
    p99: at(0.99),
  };
}
