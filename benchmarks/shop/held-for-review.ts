import type { WorkflowDefinition } from "@orderloom/rule-dsl";

const name = (en: string) => ({ en });

/** Every order waits for a supervisor for the same reason; nobody outside is called. */
export const heldForReview: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "bench-held",
  name: name("Held for review"),
  role: "main",
  nodes: {
    start: { type: "start", stage: "received", ports: { next: "review" } },
    review: {
      type: "task",
      name: name("Peak review"),
      stage: "review",
      group: "supervisor",
      cause: { key: "peak", name: name("More than five times the usual") },
      show: { total: "=order.total" },
      outcomes: [
        { id: "approve", name: name("Approve") },
        { id: "reject", name: name("Reject") },
      ],
      due: { after: "PT30M" },
      ports: { approve: "approved", reject: "rejected" },
    },
    approved: { type: "end", outcome: "approved" },
    rejected: { type: "end", outcome: "rejected" },
  },
};
