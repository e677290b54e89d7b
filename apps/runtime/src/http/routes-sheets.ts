import type { Request, Response } from "express";
import { type SheetAnswer, workbookType } from "@orderloom/api-contract";
import {
  type Result,
  type SheetInput,
  type SheetProblem,
  sheetToTable,
  TableDecision,
  tableChanges,
  tableToSheet,
  validate,
} from "@orderloom/rule-dsl";
import type { DefinitionCommands } from "../host/commands.ts";
import { limits } from "./limits.ts";
import { type HttpProblem, languageOf, problemOfRefusal, sendProblem } from "./problem.ts";
import { readBytes } from "./read-body.ts";
import { etagOf, type RouteContext } from "./route.ts";
import { readCsv } from "./sheets/table-csv.ts";
import { readWorkbook, writeWorkbook } from "./sheets/table-workbook.ts";

const path = "/v1/definitions/decision/:id/sheet";
const csvTypes: readonly string[] = ["text/csv", "application/csv"];

/** Decision tables as spreadsheets, out and in; a file is no JSON, so these two read and write by themselves. */
export function sheetRoutes({ app, authenticate, language }: RouteContext, definitions: DefinitionCommands): void {
  const refuse = (request: Request, response: Response, problem: HttpProblem): void =>
    sendProblem(response, problem, languageOf(request.headers["accept-language"], language), request.originalUrl);

  app.get(path, async (request, response) => {
    const found = await currentTable(definitions, request.params["id"]);
    if (!found.ok) {
      refuse(request, response, found.error);
      return;
    }
    const { table, etag } = found.value;
    if (etag !== undefined) response.setHeader("etag", `"${etag}"`);
    response.setHeader("cache-control", "no-store");
    response.setHeader("content-disposition", `attachment; filename="${table.id}.xlsx"`);
    response.type(workbookType).send(await writeWorkbook(tableToSheet(table)));
  });

  app.put(path, async (request, response) => {
    const who = authenticate(request);
    if (!who.ok) {
      refuse(request, response, { status: 401, code: "unknown-person", data: { given: who.given } });
      return;
    }
    const found = await currentTable(definitions, request.params["id"]);
    const read = found.ok ? await readTable(request, found.value.table) : found;
    if (!found.ok || !read.ok) {
      refuse(request, response, read.ok ? { status: 500, code: "internal-error" } : read.error);
      return;
    }
    const changes = tableChanges(found.value.table, read.value) as SheetAnswer["changes"]; // the same lists, which nobody changes any more
    response.setHeader("cache-control", "no-store");
    if (new URL(request.originalUrl, "http://localhost").searchParams.get("dryRun") === "true") {
      response.json({ saved: false, changes, definition: read.value });
      return;
    }
    const saved = await definitions.saveDraft(read.value, etagOf(request.headers["if-match"]), who.actor);
    if ("code" in saved) refuse(request, response, problemOfRefusal(saved));
    else
      response
        .setHeader("etag", `"${saved.etag}"`)
        .json({ saved: true, changes, definition: read.value, etag: saved.etag });
  });
}

interface Current {
  readonly table: TableDecision;
  /** Of the draft, where there is one. */
  readonly etag?: string;
}

/** The draft, else the version in force. */
async function currentTable(definitions: DefinitionCommands, id: string): Promise<Result<Current, HttpProblem>> {
  const draft = await definitions.draft("decision", id);
  const found = "code" in draft ? await definitions.version("decision", id, "latest") : draft;
  if ("code" in found) return { ok: false, error: problemOfRefusal(found) };
  const { definition } = found;
  if (definition["type"] !== "table" || validate(TableDecision, definition).length > 0)
    return { ok: false, error: { status: 422, code: "not-a-table", data: { id } } };
  // It has just passed the schema of a table.
  const table = definition as unknown as TableDecision;
  return { ok: true, value: { table, ...("etag" in found && { etag: found.etag }) } };
}

async function readTable(request: Request, known: TableDecision): Promise<Result<TableDecision, HttpProblem>> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const allowed = [workbookType, ...csvTypes];
  if (!allowed.includes(type))
    return { ok: false, error: { status: 415, code: "unsupported-media-type", data: { given: type, allowed } } };
  const bytes = await readBytes(request, limits.jsonBytes);
  if (bytes === undefined)
    return { ok: false, error: { status: 413, code: "body-too-large", data: { limit: limits.jsonBytes } } };
  const input: Result<SheetInput, "unreadable"> =
    type === workbookType ? await readWorkbook(bytes) : await readCsv(bytes);
  if (!input.ok) return { ok: false, error: { status: 422, code: "sheet-unreadable" } };
  const reading = sheetToTable(input.value, known);
  return reading.ok ? { ok: true, value: reading.table } : { ok: false, error: wrongCells(reading.problems) };
}

/** The places of a spreadsheet's problems are cells. */
function wrongCells(problems: readonly SheetProblem[]): HttpProblem {
  const errors = problems.map(({ cell, code, message }) => ({ pointer: cell, code, message }));
  return { status: 422, code: errors[0]?.code ?? "sheet-unreadable", errors };
}
