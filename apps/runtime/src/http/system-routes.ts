import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express, { type Express } from "express";
import { type ExamplePlaces, openApiDocument } from "@orderloom/api-contract";
import type { Language } from "@orderloom/rule-dsl";
import { languageOf } from "./problem.ts";

export interface SystemParts {
  readonly version: string;
  readonly language: Language;
  /** Ids that the examples of the API description are filled with. */
  readonly places: () => Promise<ExamplePlaces>;
  readonly ready: () => boolean;
  /** Prometheus text exposition. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Folder of the built designer; absent in development, where Vite serves it. */
  readonly designer?: string;
}

/** Probes, metrics, the API description with its page, and the designer's files. */
export function systemRoutes(app: Express, parts: SystemParts): void {
  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  app.get("/readyz", (_request, response) => {
    const ready = parts.ready();
    response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not-ready" });
  });
  app.get("/metrics", async (_request, response) => {
    const { contentType, text } = await parts.metrics();
    response.type(contentType).send(text);
  });
  app.get("/openapi.json", async (request, response) => {
    const language = languageOf(request.headers["accept-language"], parts.language);
    response.json(openApiDocument({ version: parts.version, language, places: await parts.places() }));
  });
  docsPage(app);
  if (parts.designer !== undefined) designerFiles(app, parts.designer);
}

const swaggerFiles = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>OrderLoom API</title>
<link rel="stylesheet" href="/docs/files/swagger-ui.css"></head><body><main id="swagger-ui"></main>
<script src="/docs/files/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

function docsPage(app: Express): void {
  app.get("/docs", (_request, response) => {
    response.type("html").send(page);
  });
  app.get("/docs/start.js", (_request, response) => {
    response.type("js").send('SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true });');
  });
  app.use("/docs/files", express.static(swaggerFiles, { index: false, maxAge: "1d" }));
}

/** Built files carry their hash in the name; the page itself is never kept by the browser. */
function designerFiles(app: Express, folder: string): void {
  app.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(folder, { index: false, maxAge: 0 }));
  app.get(/^\/(?!v1\/|assets\/|docs\/).*/, (request, response, next) => {
    if (request.accepts("html") === false) {
      next();
      return;
    }
    response.set("cache-control", "no-cache").sendFile(join(folder, "index.html"));
  });
}
