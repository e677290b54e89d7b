import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Random } from "../random.ts";
import { shanghaiInstant } from "../day/shanghai.ts";
import { type Post, textField } from "./post.ts";

export interface CarrierOptions {
  /** Base URL of the WMS. */
  readonly wms: string;
  readonly post: Post;
  readonly random: Random;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** One round of the warehouse and its carrier: `parcels` leave, and as many arrive. Gives how many moved. */
export type CarrierRound = (parcels: number) => Promise<number>;

const ALL = 5000;
/** So many of the newest may be sent by express. */
const EXPRESS_AMONG = 24;
const carriers = ["SF", "YTO", "ZTO", "JDL", "EMS"];

/**
 * Moves parcels on as the outside would: the event is told to the platform first, under an id that the pick task gives,
 * then the WMS is told; a round that is cut off is told again and changes nothing twice.
 */
export function carrier({ wms, post, random, now }: CarrierOptions): CarrierRound {
  const tell = async (task: ParcelTask, type: string, data: JsonObject = {}) => {
    const event = { id: `${task.id}-${type}`, type, at: shanghaiInstant(now()), data };
    const { status } = await post(`/v1/orders/${encodeURIComponent(task.orderId)}/events`, event);
    return status < 500;
  };
  const dispatch = async (task: ParcelTask) => {
    const trackingNumber = `${random.pick(carriers)}${random.digits(12)}`;
    if (!(await tell(task, "shipment.dispatched", { trackingNumber }))) return false;
    if (!(await tell(task, "shipment.collected", { trackingNumber }))) return false;
    return mark(`${wms}/pick-tasks/${task.id}/dispatch`);
  };
  const deliver = async (task: ParcelTask) =>
    (await tell(task, "shipment.signed")) && (await mark(`${wms}/pick-tasks/${task.id}/deliver`));

  return async (parcels) => {
    const arriving = some(await tasksIn(wms, "dispatched", ALL), parcels, random);
    const leaving = some(await tasksIn(wms, "open", ALL), parcels, random);
    let moved = 0;
    for (const task of arriving) if (await deliver(task)) moved += 1;
    for (const task of leaving) if (await dispatch(task)) moved += 1;
    return moved;
  };
}

interface ParcelTask {
  readonly id: string;
  readonly orderId: string;
}

/** Every other one is the oldest; the rest are express, so that something moves among the newest orders, too. */
function some(tasks: readonly ParcelTask[], count: number, random: Random): readonly ParcelTask[] {
  const oldest = tasks.slice(0, Math.ceil(count / 2));
  const newest = tasks.slice(oldest.length).slice(-Math.max(EXPRESS_AMONG, count));
  const express = newest.map((task) => ({ task, draw: random.next() })).sort((a, b) => a.draw - b.draw);
  return [...oldest, ...express.slice(0, count - oldest.length).map(({ task }) => task)];
}

async function tasksIn(wms: string, state: string, limit: number): Promise<readonly ParcelTask[]> {
  const response = await fetch(`${wms}/pick-tasks?state=${state}&limit=${limit}`);
  const body: unknown = await response.json();
  const items = typeof body === "object" && body !== null && "items" in body ? body.items : [];
  return Array.isArray(items) ? items.flatMap(taskOf) : [];
}

function taskOf(item: JsonValue): readonly ParcelTask[] {
  const id = textField(item, "id");
  const orderId = textField(item, "orderId");
  return id === undefined || orderId === undefined ? [] : [{ id, orderId }];
}

async function mark(url: string): Promise<boolean> {
  const response = await fetch(url, { method: "POST" });
  return response.ok;
}
