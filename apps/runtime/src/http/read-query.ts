import type { OrderFilter } from "../host/queries.ts";
import type { HttpProblem } from "./problem.ts";

type Query = Readonly<Record<string, string | undefined>>;
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: HttpProblem };

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 200;
const wrong = (field: string, example: string): { readonly ok: false; readonly problem: HttpProblem } => ({
  ok: false,
  problem: { status: 400, code: "wrong-format", data: { field, example } },
});

export function pageOf(query: Query): Read<{ readonly cursor?: string; readonly limit: number }> {
  const limit = query["limit"] === undefined ? DEFAULT_PAGE : Number(query["limit"]);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) return wrong("limit", "50");
  return { ok: true, value: { limit, ...(query["cursor"] === undefined ? {} : { cursor: query["cursor"] }) } };
}

/** A number of a query, from 1 to `most`. */
export function wholeNumber(
  query: Query,
  { name, most, otherwise }: { readonly name: string; readonly most: number; readonly otherwise: number },
): Read<number> {
  const value = query[name] === undefined ? otherwise : Number(query[name]);
  return Number.isInteger(value) && value >= 1 && value <= most ? { ok: true, value } : wrong(name, String(otherwise));
}

export function orderFilterOf(query: Query): Read<OrderFilter> {
  const from = instantOf(query["from"]);
  const to = instantOf(query["to"]);
  if (Number.isNaN(from)) return wrong("from", "2026-11-11T00:00:00+08:00");
  if (Number.isNaN(to)) return wrong("to", "2026-11-12T00:00:00+08:00");
  const { stage, q, stuck } = query;
  return {
    ok: true,
    value: {
      ...(query["channel"] === undefined ? {} : { channel: query["channel"].split(",") }),
      ...(query["status"] === undefined ? {} : { status: query["status"].split(",") }),
      ...(stage === undefined ? {} : { stage }),
      ...(stuck === undefined ? {} : { stuck: stuck === "true" }),
      ...(q === undefined ? {} : { q: q.trim() }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  };
}

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
