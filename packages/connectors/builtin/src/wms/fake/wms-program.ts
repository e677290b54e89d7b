import type { DatabaseSync } from "node:sqlite";
import { type FakeProgram, type FakeReply, type FakeRequest, type FakeRoute, fits } from "@orderloom/connector-sdk";
import type { JsonValue } from "@orderloom/rule-dsl";
import { Type, type Static, type TSchema } from "typebox";
import { KeptLines, type PickTask, type Reservation, type StockLine, StockLines } from "../shapes.ts";
import { type Documents, documents } from "./documents.ts";
import { type StockBook, stockBook, summed } from "./stock-book.ts";
import type { WarehouseSeed } from "./wms-seed.ts";

interface Books {
  readonly stock: StockBook;
  readonly reservations: Documents<Reservation>;
  readonly pickTasks: Documents<PickTask>;
}

/** The warehouse's side of the protocol: what the connector's actions find behind their HTTP calls. */
export function wmsProgram(seed: readonly WarehouseSeed[]): FakeProgram {
  return (database: DatabaseSync) => {
    const books: Books = {
      stock: stockBook(database, seed),
      reservations: documents<Reservation>(database, "reservations", "RSV-"),
      pickTasks: documents<PickTask>(database, "pickTasks", "PCK-"),
    };
    return [...stockRoutes(books), ...reservationRoutes(books), ...pickTaskRoutes(books), ...asideRoutes(books)];
  };
}

function stockRoutes({ stock }: Books): readonly FakeRoute[] {
  return [
    read("list-warehouses", "/warehouses", ({ query }) => ok(stock.warehouses(query.getAll("sku")))),
    read("check-stock", "/stock", ({ query }) => {
      const only = query.get("warehouse");
      const warehouses = stock.warehouses(query.getAll("sku")).filter(({ code }) => only === null || code === only);
      return ok(
        warehouses.flatMap(({ code, stock: levels }) => levels.map((level) => ({ warehouse: code, ...level }))),
      );
    }),
  ];
}

const ReserveBody = Type.Object({
  orderId: Type.String(),
  lines: StockLines,
  warehouse: Type.Optional(Type.String()),
});
const ReleaseBody = Type.Object({ lines: Type.Optional(StockLines), keep: Type.Optional(KeptLines) });

function reservationRoutes({ stock, reservations, pickTasks }: Books): readonly FakeRoute[] {
  return [
    write("reserve-stock", "/reservations", ReserveBody, (body, { key }) => {
      const found = stock.findFor(body.lines, body.warehouse);
      if ("missing" in found) return { status: 409, body: { code: "out-of-stock", ...found } };
      const lines = summed(body.lines);
      stock.move(found.warehouse, lines, "out");
      const made = reservations.add(
        (id) => ({ id, orderId: body.orderId, warehouse: found.warehouse, state: "active", lines }),
        key,
        body.orderId,
      );
      return { status: 201, body: made };
    }),
    read("get-reservation", "/reservations/by-key/:key", ({ params }) =>
      foundOr404(reservations.byKey(params["key"] ?? "")),
    ),
    write("release-stock", "/reservations/:id/release", ReleaseBody, (body, { params }) => {
      const reservation = reservations.get(params["id"] ?? "");
      if (reservation === undefined) return notFound;
      const tasks = pickTasks.about(reservation.id);
      if (tasks.some(hasLeft)) return { status: 409, body: { code: "already-dispatched" } };
      const back = goneOf(reservation.lines, body.lines, body.keep) ?? reservation.lines;
      const left = without(reservation.lines, back);
      stock.move(reservation.warehouse, back, "back");
      const released: Reservation = { ...reservation, lines: left, state: left.length === 0 ? "released" : "active" };
      reservations.put(reservation.id, released);
      // What is no longer held cannot be picked.
      for (const task of tasks) pickTasks.put(task.id, withdrawn(task, without(task.lines, left)));
      return ok(released);
    }),
  ];
}

const PickTaskBody = Type.Object({ reservationId: Type.String() });
const UpdateBody = Type.Object({
  withdraw: Type.Optional(StockLines),
  keep: Type.Optional(KeptLines),
  cancel: Type.Optional(Type.Boolean()),
});

function pickTaskRoutes({ reservations, pickTasks }: Books): readonly FakeRoute[] {
  return [
    write("create-pick-task", "/pick-tasks", PickTaskBody, (body, { key }) => {
      const reservation = reservations.get(body.reservationId);
      if (reservation === undefined) return notFound;
      if (reservation.state !== "active") return { status: 422, body: { code: "nothing-reserved" } };
      const { id: reservationId, orderId, warehouse, lines } = reservation;
      const made = pickTasks.add(
        (id) => ({ id, orderId, reservationId, warehouse, state: "open", lines }),
        key,
        reservationId,
      );
      return { status: 201, body: made };
    }),
    read("get-pick-task", "/pick-tasks/by-key/:key", ({ params }) => foundOr404(pickTasks.byKey(params["key"] ?? ""))),
    write("update-pick-task", "/pick-tasks/:id/update", UpdateBody, (body, { params }) => {
      const task = pickTasks.get(params["id"] ?? "");
      if (task === undefined) return notFound;
      if (hasLeft(task)) return { status: 409, body: { code: "already-dispatched" } };
      const gone = body.cancel === true ? task.lines : goneOf(task.lines, body.withdraw, body.keep);
      const changed = withdrawn(task, gone ?? []);
      pickTasks.put(task.id, changed);
      return ok(changed);
    }),
  ];
}

const StockBody = Type.Object({
  warehouse: Type.String(),
  sku: Type.String(),
  available: Type.Integer({ minimum: 0 }),
});

/** For people and tests: what is reserved, what is to pick, new stock, and a parcel that leaves. */
function asideRoutes({ stock, reservations, pickTasks }: Books): readonly FakeRoute[] {
  const limitOf = ({ query }: FakeRequest) => Math.min(Number(query.get("limit") ?? 100) || 100, 100_000);
  return [
    aside(
      read("reservations", "/reservations", (request) => {
        const orderId = request.query.get("orderId");
        const items = orderId === null ? reservations.newest(limitOf(request)) : reservations.about(orderId);
        const doubled = reservations.doubled(({ state }) => state === "active");
        return ok({ count: reservations.count(), ordersReservedTwice: [...doubled], items: [...items] });
      }),
    ),
    aside(
      read("pick-tasks", "/pick-tasks", (request) => {
        const state = request.query.get("state");
        const limit = limitOf(request);
        const items = state === null ? pickTasks.newest(limit) : pickTasks.oldestIn(state, limit);
        const doubled = pickTasks.doubled(({ state: now }) => now !== "cancelled");
        return ok({ count: pickTasks.count(), reservationsPickedTwice: [...doubled], items: [...items] });
      }),
    ),
    aside(
      write("set-stock", "/stock", StockBody, ({ warehouse, sku, available }) => {
        stock.set(warehouse, sku, available);
        return ok({ warehouse, sku, available });
      }),
    ),
    aside(move(pickTasks, "dispatch", "dispatched")),
    aside(move(pickTasks, "deliver", "delivered")),
  ];
}

/** A parcel that moves on; one that was cancelled stays where it is. */
function move(pickTasks: Documents<PickTask>, step: string, state: PickTask["state"]): FakeRoute {
  return write(step, `/pick-tasks/:id/${step}`, Type.Unknown(), (_, { params }) => {
    const task = pickTasks.get(params["id"] ?? "");
    if (task === undefined) return notFound;
    const moved: PickTask = { ...task, state: task.state === "cancelled" ? "cancelled" : state };
    pickTasks.put(task.id, moved);
    return ok(moved);
  });
}

function hasLeft(task: PickTask): boolean {
  return task.state === "dispatched" || task.state === "delivered";
}

function withdrawn(task: PickTask, lines: readonly StockLine[]): PickTask {
  const left = without(task.lines, lines);
  return { ...task, lines: left, state: left.length === 0 ? "cancelled" : task.state };
}

/** What goes: the lines named, or all but those to keep; undefined when neither is said. */
function goneOf(
  lines: readonly StockLine[],
  named: readonly StockLine[] | undefined,
  keep: readonly StockLine[] | undefined,
): StockLine[] | undefined {
  if (keep !== undefined) return without(lines, keep);
  return named && overlap(lines, named);
}

/** What of `wanted` is there. */
function overlap(there: readonly StockLine[], wanted: readonly StockLine[]): StockLine[] {
  const left = new Map(there.map(({ sku, quantity }) => [sku, quantity]));
  return summed(wanted)
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, left.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

function without(lines: readonly StockLine[], gone: readonly StockLine[]): StockLine[] {
  const minus = new Map(summed(gone).map(({ sku, quantity }) => [sku, quantity]));
  return lines
    .map(({ sku, quantity }) => ({ sku, quantity: quantity - (minus.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

const notFound: FakeReply = { status: 404, body: { code: "not-found" } };

function ok(body: JsonValue): FakeReply {
  return { status: 200, body };
}

function foundOr404(document: JsonValue | undefined): FakeReply {
  return document === undefined ? notFound : ok(document);
}

function read(action: string, path: string, handle: FakeRoute["handle"]): FakeRoute {
  return { action, method: "GET", path, writes: false, handle };
}

function write<const T extends TSchema>(
  action: string,
  path: string,
  schema: T,
  handle: (body: Static<T>, request: FakeRequest) => FakeReply,
): FakeRoute {
  return {
    action,
    method: "POST",
    path,
    writes: true,
    handle: (request) =>
      fits(schema, request.body) ? handle(request.body, request) : { status: 422, body: { code: "unprocessable" } },
  };
}

function aside(route: FakeRoute): FakeRoute {
  return { ...route, writes: false, aside: true };
}
