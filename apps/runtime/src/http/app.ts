import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import type { Language } from "@orderloom/rule-dsl";
import { type HttpProblem, languageOf, problemOfFault, sendProblem } from "./problem.ts";

export interface AppParts {
  readonly language: Language;
  readonly open: () => boolean;
  readonly onError: (error: unknown, request: Request) => void;
  /** Registers the routers. */
  readonly routes: (app: Express) => void;
}

/** Express with what every answer shares: security headers, compression, problems as RFC 9457. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.use(helmet({ contentSecurityPolicy: { directives: contentPolicy }, strictTransportSecurity: false }));
  app.use(
    compression({
      filter: (request, response) =>
        response.getHeader("content-type")?.toString().startsWith("text/event-stream") !== true &&
        compression.filter(request, response),
    }),
  );
  app.use((request, response, next) => {
    if (parts.open() || request.method === "GET") next();
    else
      sendProblem(
        response,
        { status: 503, code: "shutting-down", headers: { "retry-after": "5" } },
        languageFor(request, parts.language),
        request.originalUrl,
      );
  });
  parts.routes(app);
  app.use((request, response) => {
    sendProblem(
      response,
      { status: 404, code: "not-found", data: { path: request.path } },
      languageFor(request, parts.language),
      request.originalUrl,
    );
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    parts.onError(error, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem: HttpProblem = wasRefused(error)
      ? { status: 400, code: "wrong-format", data: { field: request.path, example: "/v1/orders" } }
      : problemOfFault(error);
    sendProblem(response, problem, languageFor(request, parts.language), request.originalUrl);
  });
  return app;
}

/** antd writes its styles at run time, hence inline styles; scripts come from here alone and are never evaluated from text (H8). */
const contentPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  workerSrc: ["'self'"],
  upgradeInsecureRequests: null,
};

const languageFor = (request: Request, fallback: Language): Language =>
  languageOf(request.headers["accept-language"], fallback);

/** Express marks what it refused itself, such as a path that cannot be decoded, with a status. */
function wasRefused(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 400;
}
