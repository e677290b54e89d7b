import type { IncomingMessage } from "node:http";
import { nestingOf, limits } from "./limits.ts";
import type { HttpProblem } from "./problem.ts";

export type Body =
  | { readonly ok: true; readonly text: string; readonly value: unknown }
  | { readonly ok: false; readonly problem: HttpProblem };

const failed = (problem: HttpProblem): Body => ({ ok: false, problem });

/** Reads a JSON body whole, within `most` bytes. */
export async function readJson(request: IncomingMessage, most: number): Promise<Body> {
  const bytes = await readBytes(request, most);
  return bytes === undefined
    ? failed({ status: 413, code: "body-too-large", data: { limit: most } })
    : parseJson(bytes.toString("utf8"));
}

/** A body whole; undefined above `most` bytes. What comes after the limit is read away, so that the sender gets the answer. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  return size > most ? undefined : Buffer.concat(chunks);
}

/** Parses a JSON text within the depth allowed; says where it breaks. */
export function parseJson(text: string): Body {
  if (text.trim() === "") return failed({ status: 400, code: "empty-body" });
  if (nestingOf(text, limits.depth) > limits.depth)
    return failed({ status: 400, code: "body-too-deep", data: { limit: limits.depth } });
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, text, value };
  } catch (error) {
    return failed({ status: 400, code: "malformed-json", data: { position: breakOf(text, error) } });
  }
}

/** One-based place of the first character that does not fit, from the engine's message. */
function breakOf(text: string, error: unknown): number {
  const position = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? text.length + 1 : Number(position) + 1;
}
