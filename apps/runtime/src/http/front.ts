import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Language } from "@orderloom/rule-dsl";
import type { OrderCommands } from "../host/commands.ts";
import type { Authenticate } from "./authenticate.ts";
import { Door } from "./door.ts";
import { intakeBatch, intakeNdjson, intakeOne } from "./intake.ts";
import { limits } from "./limits.ts";
import { languageOf, problemOfFault, sendProblem } from "./problem.ts";

export interface FrontOptions {
  readonly orders: OrderCommands;
  readonly authenticate: Authenticate;
  readonly language: Language;
  /** Everything that is not intake: the Express application. */
  readonly rest: RequestListener;
  /** False while stopping: nothing new is accepted. */
  readonly open: () => boolean;
  readonly onError: (error: unknown, request: IncomingMessage) => void;
  /** Orders inside at once; `limits.ordersInside` when absent. */
  readonly ordersInside?: number;
}

/** The intake on bare node:http, since Express cannot carry its load; all else goes to Express behind it (S31). */
export function createFront(options: FrontOptions): Server {
  const door = new Door(options.ordersInside ?? limits.ordersInside);
  const server = createServer((request, response) => {
    const intake = intakeOf(request);
    if (intake === undefined) {
      options.rest(request, response);
      return;
    }
    void runIntake(intake, request, response, { ...options, door });
  });
  server.keepAliveTimeout = 65_000;
  return server;
}

type Intake = "orders" | "batch";

function intakeOf(request: IncomingMessage): Intake | undefined {
  if (request.method !== "POST") return undefined;
  const url = request.url ?? "";
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  if (path === "/v1/orders") return "orders";
  return path === "/v1/orders/batch" ? "batch" : undefined;
}

async function runIntake(
  intake: Intake,
  request: IncomingMessage,
  response: ServerResponse,
  options: FrontOptions & { readonly door: Door },
): Promise<void> {
  const language = languageOf(request.headers["accept-language"], options.language);
  try {
    if (!options.open()) {
      sendProblem(
        response,
        { status: 503, code: "shutting-down", headers: { "retry-after": "5" } },
        language,
        request.url,
      );
      return;
    }
    const who = options.authenticate(request);
    if (!who.ok) {
      sendProblem(response, { status: 401, code: "unknown-person", data: { given: who.given } }, language, request.url);
      return;
    }
    const context = { orders: options.orders, actor: who.actor, language, door: options.door };
    const type = (request.headers["content-type"] ?? "application/json").split(";")[0]?.trim().toLowerCase() ?? "";
    if (type === "application/json") await (intake === "batch" ? intakeBatch : intakeOne)(request, response, context);
    else if (type === "application/x-ndjson" && intake === "orders") await intakeNdjson(request, response, context);
    else
      sendProblem(
        response,
        {
          status: 415,
          code: "unsupported-media-type",
          data: { given: type, allowed: ["application/json", "application/x-ndjson"] },
        },
        language,
        request.url,
      );
  } catch (error) {
    options.onError(error, request);
    if (response.headersSent) response.destroy();
    else sendProblem(response, problemOfFault(error), language, request.url);
  }
}
