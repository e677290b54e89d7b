import type { IncomingMessage, ServerResponse } from "node:http";
import { type Actor, type Language, parseOrder } from "@orderloom/rule-dsl";
import type { AcceptedOrder, IntakeResult } from "@orderloom/api-contract";
import type { Accepted, OrderCommands } from "../host/commands.ts";
import type { Door } from "./door.ts";
import { limits } from "./limits.ts";
import { orderProblems } from "./order-check.ts";
import {
  type HttpProblem,
  plainHeaders,
  problemDetails,
  problemOfRefusal,
  sendProblem,
  unprocessable,
} from "./problem.ts";
import { type Body, parseJson, readJson } from "./read-body.ts";

/*
 * The door every order comes through (S31): one, a batch, NDJSON. What is answered 2xx is on disk (H7).
 */

export interface IntakeContext {
  readonly orders: OrderCommands;
  readonly actor: Actor;
  readonly language: Language;
  readonly door: Door;
}

type Outcome =
  | { readonly ok: true; readonly accepted: Extract<Accepted, { kind: "accepted" | "duplicate" }> }
  | { readonly ok: false; readonly problem: HttpProblem };

/** From the text of one order to what became of it. */
function acceptText(body: Body, context: IntakeContext): Promise<Outcome> {
  return context.door.through(() => acceptInside(body, context));
}

async function acceptInside(body: Body, context: IntakeContext): Promise<Outcome> {
  if (!body.ok) return { ok: false, problem: body.problem };
  const parsed = parseOrder(body.value, { schemaProblems: orderProblems });
  if (!parsed.ok) return { ok: false, problem: unprocessable(parsed.error) };
  const accepted = await context.orders.accept({ input: parsed.value, text: body.text }, context.actor);
  return accepted.kind === "refused" ? { ok: false, problem: problemOfRefusal(accepted) } : { ok: true, accepted };
}

function acceptedBody(accepted: Extract<Accepted, { kind: "accepted" | "duplicate" }>): AcceptedOrder {
  const { orderId, traceId, status, instances } = accepted;
  // The host's statuses are the contract's (S3); both are written down in rule-dsl's terms.
  const body = { orderId, traceId, status: status as AcceptedOrder["status"], instances: [...instances] };
  return accepted.kind === "duplicate" ? { ...body, duplicate: true } : body;
}

export async function intakeOne(
  request: IncomingMessage,
  response: ServerResponse,
  context: IntakeContext,
): Promise<void> {
  if (context.door.isFull) {
    turnAway(request, response, context);
    return;
  }
  const outcome = await context.door.through(async () =>
    acceptInside(await readJson(request, limits.orderBytes), context),
  );
  if (!outcome.ok) {
    sendProblem(response, outcome.problem, context.language, request.url);
    return;
  }
  sendJson(response, outcome.accepted.kind === "accepted" ? 202 : 200, acceptedBody(outcome.accepted));
}

/** Nothing of it is read, so that it costs next to nothing. */
function turnAway(request: IncomingMessage, response: ServerResponse, { language }: IntakeContext): void {
  request.resume();
  sendProblem(response, { status: 503, code: "too-busy", headers: { "retry-after": "1" } }, language, request.url);
}

export async function intakeBatch(
  request: IncomingMessage,
  response: ServerResponse,
  context: IntakeContext,
): Promise<void> {
  if (context.door.isFull) {
    turnAway(request, response, context);
    return;
  }
  const body = await readJson(request, limits.batchBytes);
  if (!body.ok) {
    sendProblem(response, body.problem, context.language, request.url);
    return;
  }
  const orders = batchOrders(body.value);
  if ("code" in orders) {
    sendProblem(response, orders, context.language, request.url);
    return;
  }
  const outcomes = await Promise.all(
    orders.map((order) => acceptText({ ok: true, text: JSON.stringify(order), value: order }, context)),
  );
  const results = outcomes.map((outcome, index) => resultOf(outcome, index + 1, context.language));
  sendJson(response, 200, { results, counts: countsOf(results) });
}

function batchOrders(value: unknown): readonly unknown[] | HttpProblem {
  const orders = typeof value === "object" && value !== null && "orders" in value ? value.orders : undefined;
  if (!Array.isArray(orders)) return { status: 422, code: "missing-field", data: { field: "orders" } };
  if (orders.length > limits.batchOrders)
    return { status: 422, code: "too-many-orders", data: { limit: limits.batchOrders, given: orders.length } };
  return orders as readonly unknown[]; // just tested
}

function resultOf(outcome: Outcome, line: number, language: Language): IntakeResult {
  if (outcome.ok) {
    const { orderId, traceId, instances, duplicate } = acceptedBody(outcome.accepted);
    return { line, status: duplicate ? 200 : 202, orderId, traceId, instances, ...(duplicate ? { duplicate } : {}) };
  }
  const { status, code, message, errors } = problemDetails(outcome.problem, language);
  return { line, status, code, errors: errors.length > 0 ? errors : [{ pointer: "", code, message }] };
}

interface Counts {
  accepted: number;
  duplicate: number;
  refused: number;
  total: number;
}
const noCounts = (): Counts => ({ accepted: 0, duplicate: 0, refused: 0, total: 0 });

function count(counts: Counts, result: IntakeResult): void {
  counts.total += 1;
  if (result.status === 202) counts.accepted += 1;
  else if (result.status === 200) counts.duplicate += 1;
  else counts.refused += 1;
}

function countsOf(results: readonly IntakeResult[]): Counts {
  const counts = noCounts();
  for (const result of results) count(counts, result);
  return counts;
}

/**
 * One order a line. Answers 200 at once, then a line per order in the order they came, then `{complete: true, counts}`;
 * a stream that ends without it must be sent again. Reading never waits for the reader of the answer.
 */
export async function intakeNdjson(
  request: IncomingMessage,
  response: ServerResponse,
  context: IntakeContext,
): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8", ...plainHeaders });
  const counts = noCounts();
  const answers = new AnswerQueue(response, counts);
  let line = 0;
  let tooMany = false;
  for await (const text of linesOf(request)) {
    if (text !== undefined && text.trim() === "") continue;
    line += 1;
    if (line > limits.ndjsonLines) {
      tooMany = true;
      break;
    }
    answers.push(answerLine(text, line, context));
    if (answers.waiting >= ORDERS_AT_ONCE) await answers.oldest();
    // The stream is not read on meanwhile, which makes its sender wait.
    if (context.door.isFull) await context.door.room();
  }
  await answers.drain();
  if (tooMany) {
    const refused: Outcome = {
      ok: false,
      problem: { status: 413, code: "too-many-lines", data: { limit: limits.ndjsonLines } },
    };
    answers.write(resultOf(refused, line, context.language));
    request.resume(); // the rest is read away unheard, so that the sender comes to the answer
  }
  response.end(`${JSON.stringify({ complete: true, counts })}\n`);
}

/** How many lines may be on their way to the disk: enough to fill the host's writes, bounded so that memory is. */
const ORDERS_AT_ONCE = 512;

async function answerLine(text: string | undefined, line: number, context: IntakeContext): Promise<IntakeResult> {
  const body: Body =
    text === undefined
      ? { ok: false, problem: { status: 413, code: "body-too-large", data: { limit: limits.ndjsonLineBytes } } }
      : parseJson(text);
  return resultOf(await acceptText(body, context), line, context.language);
}

/** Keeps the answers in the order of their lines. Nothing here waits for the client to read: the socket buffers. */
class AnswerQueue {
  readonly #response: ServerResponse;
  readonly #counts: Counts;
  readonly #queue: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(response: ServerResponse, counts: Counts) {
    this.#response = response;
    this.#counts = counts;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  push(result: Promise<IntakeResult>): void {
    const before = this.#last;
    this.#last = result.then(async (value) => {
      await before;
      this.write(value);
      void this.#queue.shift();
    });
    this.#queue.push(this.#last);
  }

  write(result: IntakeResult): void {
    count(this.#counts, result);
    this.#response.write(`${JSON.stringify(result)}\n`);
  }

  async oldest(): Promise<void> {
    await this.#queue[0];
  }

  async drain(): Promise<void> {
    await this.#last;
  }
}

/** Lines of a body; `undefined` for one that is longer than allowed, whose rest is read away. */
async function* linesOf(request: IncomingMessage): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  let skipping = false;
  // Stopping early must not close the connection: the answer still goes out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    rest += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", start)) {
      if (!skipping) yield end - start > limits.ndjsonLineBytes ? undefined : rest.slice(start, end);
      skipping = false;
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > limits.ndjsonLineBytes) {
      if (!skipping) yield undefined;
      skipping = true;
      rest = "";
    }
  }
  if (rest !== "" && !skipping) yield rest;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...plainHeaders });
  response.end(JSON.stringify(body));
}
