import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { openTestHost, person, publishAs, type TestHost } from "./testing/test-host.ts";

let folder: string;
let remove: () => void;
let open: TestHost | undefined;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await open?.host.stop();
  open = undefined;
  remove();
});

const counting = workflow(
  "stock-count",
  {
    start: start("count"),
    count: { type: "action", action: { connector: "wms", name: "count" }, ports: { done: "end" } },
    end: end(),
  },
  { role: "own" },
);

it("an incident of a workflow that belongs to no order lies in the inbox, and its remedy is taken there", async () => {
  let isWell = false;
  const connectors = new ScriptedConnectors({
    "wms.count": { answer: () => (isWell ? done() : { kind: "failed", message: "refused", retryable: false }) },
  });
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, counting);
  await first.kill();
  open = await openTestHost({ folder, connectors });
  const { host, rest } = open;
  const lin = person("lin", "operations");
  await host.startWorkflow("stock-count", {}, lin);
  await rest();
  const page = await host.tasks({ groups: ["operations"] }, "urgency", { limit: 10 });
  const [found] = "items" in page ? page.items : [];
  expect(found?.task).toMatchObject({ instanceId: "stock-count/1", nodeId: "count", outcomes: ["retry", "done"] });
  const id = found?.task.id ?? "";
  expect(await host.decide(id, { outcome: "jump" }, lin)).toMatchObject({ kind: "refused" });
  isWell = true;
  expect(await host.decide(id, { outcome: "retry", reason: "mended" }, lin)).toMatchObject({ kind: "decided" });
  await rest();
  expect((await host.instance("stock-count/1"))?.state.outcome).toBe("done");
  const after = await host.tasks({ groups: ["operations"] }, "urgency", { limit: 10 });
  expect("items" in after ? after.items : undefined).toEqual([]);
  expect(await host.decide(id, { outcome: "retry" }, lin)).toMatchObject({ code: "task-not-found" });
});
