import type { Clock } from "../ports/clock.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { OrderRowFound } from "../ports/store.ts";
import type { Passage, TrafficCount } from "../ports/traffic-store.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import { refuse } from "./refuse.ts";
import type { TrafficBook } from "./traffic-book.ts";

const DAY_MS = 86_400_000;

export interface NodeTraffic {
  readonly entered: number;
  /** How many tokens stand there now, and since when the oldest does, UTC milliseconds. */
  readonly open: number;
  readonly openSince?: number;
  /** How many left by each port. */
  readonly ports: Readonly<Record<string, number>>;
}

export interface Traffic {
  /** `20261105`, the first business day that counts. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly asOf: number;
  readonly nodes: Readonly<Record<string, NodeTraffic>>;
}

/** An order that was at a node. `port` is absent while it stands there, or where it ended there. */
export interface PassedOrder {
  readonly row: OrderRowFound;
  readonly at: number;
  readonly port?: string;
}

export interface TrafficQueries {
  traffic(workflow: string, days: number): Promise<Traffic | Refused>;
  /** Those that were at a node lately, the newest first; `port` undefined: whatever way they took. */
  passedOrders(
    workflow: string,
    node: string,
    asked: { readonly port?: string; readonly days: number; readonly limit: number },
  ): Promise<readonly PassedOrder[] | Refused>;
}

export interface TrafficQueryParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly traffic: TrafficBook;
}

export function createTrafficQueries(parts: TrafficQueryParts): TrafficQueries {
  const { store, scope, clock, traffic: book } = parts;
  const counted = async (workflow: string, days: number): Promise<readonly TrafficCount[]> => {
    await book.write();
    return store.traffic(scope, workflow, book.dayOf(clock.now() - (days - 1) * DAY_MS));
  };
  return {
    traffic: async (workflow, days) => {
      const unknown = await unknownWorkflow(parts, workflow);
      if (unknown) return unknown;
      const asOf = clock.now();
      const counts = await counted(workflow, days);
      const open = await store.openNodes(scope, workflow);
      return {
        fromDay: book.dayOf(asOf - (days - 1) * DAY_MS),
        toDay: book.dayOf(asOf),
        asOf,
        nodes: nodesOf(counts, open),
      };
    },
    passedOrders: async (workflow, node, { port, days, limit }) => {
      const unknown = await unknownWorkflow(parts, workflow);
      if (unknown) return unknown;
      const counts = (await counted(workflow, days)).filter((count) => count.node === node);
      const passages = passagesOf(counts, port).slice(0, limit);
      const rows = await Promise.all(passages.map(({ orderId }) => store.orderRow(scope, orderId)));
      return passages.flatMap(({ at, port: taken }, index) => {
        const row = rows[index];
        return row ? [{ row, at, ...(taken !== undefined && { port: taken }) }] : [];
      });
    },
  };
}

async function unknownWorkflow(
  { catalogue, store, scope }: TrafficQueryParts,
  id: string,
): Promise<Refused | undefined> {
  if (catalogue.versions("workflow", id).length > 0 || (await store.draft(scope, "workflow", id))) return undefined;
  return refuse(404, "definition-not-found", { kind: "workflow", id });
}

interface Sum {
  entered: number;
  open: number;
  openSince?: number;
  ports: Record<string, number>;
}

function nodesOf(
  counts: readonly TrafficCount[],
  open: readonly { readonly node: string; readonly since: number }[],
): Traffic["nodes"] {
  const sums = new Map<string, Sum>();
  const sumOf = (node: string): Sum => {
    const known = sums.get(node) ?? { entered: 0, open: 0, ports: {} };
    sums.set(node, known);
    return known;
  };
  for (const { node, port, amount } of counts) {
    const sum = sumOf(node);
    if (port === "") sum.entered += amount;
    else sum.ports[port] = (sum.ports[port] ?? 0) + amount;
  }
  for (const { node, since } of open) {
    const sum = sumOf(node);
    sum.open += 1;
    sum.openSince = Math.min(sum.openSince ?? since, since);
  }
  return Object.fromEntries(sums);
}

/** The newest first, each order once: when it came, and by which port it left since. */
function passagesOf(
  counts: readonly TrafficCount[],
  port: string | undefined,
): (Passage & { readonly port?: string })[] {
  const left = counts
    .filter((count) => count.port !== "" && (port === undefined || count.port === port))
    .flatMap((count) => count.recent.map((one) => ({ ...one, port: count.port })));
  const entered = port === undefined ? counts.filter((count) => count.port === "").flatMap(({ recent }) => recent) : [];
  const found = new Map<string, Passage & { readonly port?: string }>();
  for (const one of entered) if (one.at >= (found.get(one.orderId)?.at ?? 0)) found.set(one.orderId, one);
  for (const one of left) {
    const known = found.get(one.orderId);
    if (!known || one.at >= known.at) found.set(one.orderId, known ? { ...one, at: known.at } : one);
  }
  return [...found.values()].sort((one, other) => other.at - one.at);
}
