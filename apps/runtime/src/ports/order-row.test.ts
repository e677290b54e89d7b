import { describe, expect, it } from "vitest";
import { type InstancePart, type OrderPart, standingOf } from "./order-row.ts";

const order: OrderPart = {
  revision: 1,
  channel: "tmall",
  channelOrderId: "TM-1",
  receivedAt: 100,
  placedAt: "2026-11-11T20:00:00+08:00",
  customer: "李*婷",
  totalMinor: 0,
  currency: "CNY",
  lineCount: 1,
  cancelled: false,
  held: false,
  unrouted: false,
};
type Status = InstancePart["status"];
const instance = (status: Status, more: Partial<InstancePart> = {}): InstancePart => ({
  id: `i-${status}`,
  revision: 1,
  role: "main",
  status,
  startedAt: 100,
  stages: [],
  ...((status === "done" || status === "cancelled") && { endedAt: 500 }),
  ...more,
});
const side = (status: Status) => instance(status, { role: "side" });

describe("where an order stands (S3): the worst of its instances", () => {
  it.each<[string, Partial<OrderPart>, InstancePart[], string]>([
    ["nothing has started", {}, [], "received"],
    ["no workflow wanted it", { unrouted: true }, [], "unrouted"],
    ["no workflow wanted it, though one runs beside it", { unrouted: true }, [side("running")], "unrouted"],
    ["one runs", {}, [instance("running")], "running"],
    ["one runs, one waits", {}, [instance("running"), side("waiting")], "waiting"],
    ["one is held", {}, [instance("held"), side("waiting")], "held"],
    ["the order itself is held", { held: true }, [instance("running")], "held"],
    ["an incident beside it", {}, [instance("running"), side("incident")], "incident"],
    ["the main one is done, one beside it still runs", {}, [instance("done"), side("running")], "running"],
    ["all are done", {}, [instance("done"), side("done")], "done"],
    ["the main one was cancelled", {}, [instance("cancelled"), side("done")], "cancelled"],
    ["one beside it was cancelled", {}, [instance("done"), side("cancelled")], "done"],
    ["it was cancelled before anything started", { cancelled: true, unrouted: true }, [], "cancelled"],
  ])("%s", (_title, change, instances, status) => {
    expect(standingOf({ order: { ...order, ...change }, instances }).status).toBe(status);
  });

  it("shows the way of the main workflow and its parts, and the most urgent of what is open", () => {
    const open = (kind: "task" | "incident") =>
      ({ kind, instanceId: "i", workflow: "w", version: 1, nodeId: kind, activation: 1 }) as const;
    const standing = standingOf({
      order,
      instances: [
        instance("held", {
          stages: [
            { stage: "judge", at: 100 },
            { stage: "ship", at: 400 },
          ],
          open: open("task"),
        }),
        instance("done", { id: "part", role: "part", stages: [{ stage: "stock", at: 200 }] }),
        instance("incident", {
          id: "side",
          role: "side",
          stages: [{ stage: "review", at: 900 }],
          open: open("incident"),
        }),
      ],
    });
    expect(standing).toMatchObject({ stage: "ship", since: 400, open: { kind: "incident" } });
    expect(standing.stages.map(({ stage }) => stage)).toEqual(["judge", "stock", "ship"]);
  });
});
