import { Agent, request } from "node:http";

/** What a run of requests came to. Times in milliseconds. */
export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  readonly tookMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
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
  return resultOf(latencies, { failed, tookMs: performance.now() - begin, orders });
}

/**
 * One body after the other at its time, whether those before it are answered or not (open loop). A latency counts from the time at which the body
 * was to be sent, so that what waits in front of the sender is not left out.
 */
export async function driveOpen(url: string, bodies: readonly string[], perSecond: number): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const underWay: Promise<void>[] = [];
  const sendOne = async (body: string, due: number): Promise<void> => {
    const status = await send(url, body);
    latencies.push(performance.now() - due);
    if (status >= 300) failed += 1;
  };
  for (let index = 0; index < bodies.length;) {
    const until = ((performance.now() - begin) * perSecond) / 1000;
    for (; index < Math.min(until, bodies.length); index += 1)
      underWay.push(sendOne(bodies[index] ?? "", begin + (index * 1000) / perSecond));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(underWay);
  return resultOf(latencies, { failed, tookMs: performance.now() - begin, orders: 1 });
}

function resultOf(
  latencies: number[],
  { failed, tookMs, orders }: { readonly failed: number; readonly tookMs: number; readonly orders: number },
): LoadResult {
  const answered = latencies.length * orders;
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const quantiles = { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
  return { answered, failed, tookMs, perSecond: (answered * 1000) / tookMs, ...quantiles };
}
