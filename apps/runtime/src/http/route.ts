import type { Express, Request, Response } from "express";
import { type Actor, type Language, validate } from "@orderloom/rule-dsl";
import type { Operation } from "@orderloom/api-contract";
import type { Authenticate } from "./authenticate.ts";
import type { Idempotency } from "./idempotency.ts";
import { limits } from "./limits.ts";
import { type HttpProblem, languageOf, sendProblem, unprocessable } from "./problem.ts";
import { readJson } from "./read-body.ts";

/** What a handler gets: everything already parsed, checked and authenticated. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly actor: Actor;
  readonly language: Language;
  /** The ETag of `If-Match`, without quotes. */
  readonly ifMatch: string | undefined;
  /** The caller would read the answer line by line, as it comes. */
  readonly wantsLines: boolean;
}

export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly etag?: string }
  | { readonly problem: HttpProblem }
  /** NDJSON; not read on once the caller has gone. */
  | { readonly lines: AsyncIterable<unknown> | Iterable<unknown> };
export type Handler = (call: Call) => Promise<Reply>;

const NDJSON = "application/x-ndjson";

export const ok = (body: unknown, etag?: string): Reply => ({
  status: 200,
  body,
  ...(etag === undefined ? {} : { etag }),
});
export const refuse = (problem: HttpProblem): Reply => ({ problem });

export interface RouteContext {
  readonly app: Express;
  readonly authenticate: Authenticate;
  readonly language: Language;
  readonly idempotency: Idempotency;
}

/** Registers one operation of the contract: its path, its checks and its handler. */
export function route(context: RouteContext, operation: Operation, handler: Handler): void {
  const known = new Set(
    (operation.parameters ?? []).filter((parameter) => parameter.in === "query").map((parameter) => parameter.name),
  );
  const path = expressPath(operation);
  context.app[operation.method](path, async (request: Request, response: Response) => {
    const language = languageOf(request.headers["accept-language"], context.language);
    const { authenticate, idempotency } = context;
    const reply = await answer(request, { operation, known, language, authenticate, idempotency, handler });
    if ("lines" in reply) await sendLines(response, reply.lines);
    else send(response, reply, language, request.originalUrl);
  });
}

/** Instance and task ids contain slashes (S37): theirs may be written as they are or percent-encoded. */
function expressPath({ path }: Operation): string {
  const slashed = path.startsWith("/v1/instances/") || path.startsWith("/v1/tasks/");
  return path.replace(/\{(\w+)\}/g, slashed ? "*$1" : ":$1");
}

interface Asked {
  readonly operation: Operation;
  readonly known: ReadonlySet<string>;
  readonly language: Language;
  readonly authenticate: Authenticate;
  readonly idempotency: Idempotency;
  readonly handler: Handler;
}

async function answer(request: Request, asked: Asked): Promise<Reply> {
  const who = asked.authenticate(request);
  if (!who.ok) return refuse({ status: 401, code: "unknown-person", data: { given: who.given } });
  const query = readQuery(request, asked.known);
  if ("problem" in query) return query;
  const body = await readBody(request, asked);
  if ("problem" in body) return body;
  const call: Call = {
    params: pathParams(request),
    query: query.values,
    body: body.value,
    actor: who.actor,
    language: asked.language,
    ifMatch: etagOf(request.headers["if-match"]),
    wantsLines: (request.headers.accept ?? "").includes(NDJSON),
  };
  const key = asked.operation.method === "post" ? request.headers["idempotency-key"] : undefined;
  if (typeof key !== "string" || key === "") return asked.handler(call);
  const { method, originalUrl: path } = request;
  const keyed = { key, actorId: who.actor.id, method, path, body: call.body, ifMatch: call.ifMatch };
  return answerOnce(asked.idempotency, keyed, () => asked.handler(call));
}

/** Under a key an answer in lines is gathered first: whoever asks again reads the same ones. */
function answerOnce(
  idempotency: Idempotency,
  keyed: Parameters<Idempotency["once"]>[0],
  handle: () => Promise<Reply>,
): Promise<Reply> {
  return idempotency.once(keyed, async () => {
    const reply = await handle();
    if (!("lines" in reply)) return reply;
    const lines: unknown[] = [];
    for await (const line of reply.lines) lines.push(line);
    return { lines };
  });
}

/** An empty header names nothing. */
export function etagOf(header: string | undefined): string | undefined {
  const etag = header?.replace(/^W\//, "").replaceAll('"', "");
  return etag === "" ? undefined : etag;
}

function pathParams(request: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, Array.isArray(value) ? value.join("/") : value]),
  );
}

function readQuery(
  request: Request,
  known: ReadonlySet<string>,
): { readonly values: Record<string, string> } | { readonly problem: HttpProblem } {
  const values: Record<string, string> = {};
  for (const [name, value] of new URL(request.originalUrl, "http://localhost").searchParams) {
    if (!known.has(name)) return { problem: { status: 400, code: "unknown-parameter", data: { given: name } } };
    if (value !== "") values[name] = value;
  }
  return { values };
}

async function readBody(
  request: Request,
  asked: Asked,
): Promise<{ readonly value: unknown } | { readonly problem: HttpProblem }> {
  const { operation } = asked;
  if (operation.body === undefined) return { value: undefined };
  const sent =
    request.headers["content-length"] !== "0" &&
    (request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined);
  if (!sent) {
    return operation.body.optional === true ? { value: undefined } : { problem: { status: 400, code: "empty-body" } };
  }
  const type = (request.headers["content-type"] ?? "application/json").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return {
      problem: { status: 415, code: "unsupported-media-type", data: { given: type, allowed: ["application/json"] } },
    };
  const body = await readJson(request, limits.jsonBytes);
  if (!body.ok) return { problem: body.problem };
  const problems = validate(operation.body.schema, body.value);
  return problems.length > 0 ? { problem: unprocessable(problems) } : { value: body.value };
}

async function sendLines(response: Response, lines: AsyncIterable<unknown> | Iterable<unknown>): Promise<void> {
  response.writeHead(200, { "content-type": `${NDJSON}; charset=utf-8`, "cache-control": "no-store" });
  for await (const line of lines) {
    if (response.destroyed) return;
    response.write(`${JSON.stringify(line)}\n`);
  }
  response.end();
}

function send(
  response: Response,
  reply: Exclude<Reply, { readonly lines: unknown }>,
  language: Language,
  instance: string,
): void {
  if ("problem" in reply) {
    sendProblem(response, reply.problem, language, instance);
    return;
  }
  if (reply.etag !== undefined) response.setHeader("etag", `"${reply.etag}"`);
  response.setHeader("cache-control", "no-store");
  if (reply.body === undefined) response.status(reply.status).end();
  else response.status(reply.status).json(reply.body);
}
