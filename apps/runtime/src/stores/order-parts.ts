import { hasPassed, type InstancePart, type OrderPart, type OrderParts } from "../ports/order-row.ts";

/*
 * How a part gets into its row. A part older than the one already there is ignored, so a part may come twice or late. Undefined: nothing changes.
 */

export function withOrder(parts: OrderParts | undefined, order: OrderPart): OrderParts | undefined {
  if (parts && parts.order.revision >= order.revision) return undefined;
  return { order, instances: parts?.instances ?? [] };
}

/** Without its order there is no row yet; the order's own part comes with it or by repair. */
export function withInstance(parts: OrderParts | undefined, part: InstancePart): OrderParts | undefined {
  if (!parts) return undefined;
  const { order, instances } = parts;
  const known = instances.find((instance) => instance.id === part.id);
  if (known && known.revision >= part.revision) return undefined;
  if (hasPassed(part)) return known && { order, instances: instances.filter((instance) => instance !== known) };
  const others = known ? instances.map((instance) => (instance === known ? part : instance)) : [...instances, part];
  return { order, instances: others };
}
