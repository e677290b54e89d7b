import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { scheduleProblem } from "../schedule.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCondition } from "./conditions.ts";
import { checkValues } from "./expressions.ts";
import { catalogueOf } from "./known-fields.ts";
import { scopeOf, withoutOrder, withRoots } from "./reading-scope.ts";

/** Whether a schedule can be followed, and suits what the workflow is: one for each order, or one by itself. */
export function checkSchedule(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  const { schedule, role } = workflow;
  if (schedule === undefined) return [];
  const { each } = schedule;
  const wanted = each === undefined ? "own" : "side";
  return [
    ...unfollowable(schedule),
    ...(role === wanted ? [] : [diagnostic("error", "schedule-role", "/schedule", { role, wanted })]),
    ...(each?.stages ?? []).flatMap((stage, index) =>
      context.stages?.includes(stage) === false
        ? [diagnostic("error", "unknown-stage", `/schedule/each/stages/${String(index)}`, { stage })]
        : [],
    ),
    ...(each?.when === undefined
      ? []
      : checkCondition(
          each.when,
          "/schedule/each/when",
          scopeOf(catalogueOf(workflow, context), { conditions: workflow.conditions ?? {}, written: new Set() }),
        )),
  ];
}

/** Whether an event can start it, and tells for what. */
export function checkStarter(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  const { startedBy, role } = workflow;
  if (startedBy === undefined) return [];
  const scope = withRoots(withoutOrder(scopeOf(catalogueOf(workflow, context))), ["event"]);
  return [
    ...(role === "own" ? [] : [diagnostic("error", "starter-role", "/startedBy", { role })]),
    ...checkValues(startedBy.once, "/startedBy/once", scope),
  ];
}

function unfollowable(schedule: NonNullable<WorkflowDefinition["schedule"]>): readonly Diagnostic[] {
  switch (scheduleProblem(schedule)) {
    case undefined:
      return [];
    case "zone":
      return [diagnostic("error", "unknown-zone", "/schedule/timeZone", { zone: schedule.timeZone ?? "" })];
    case "cron":
      return [diagnostic("error", "bad-cron", "/schedule/cron", { given: schedule.cron })];
    case "never":
      return [diagnostic("error", "cron-never", "/schedule/cron", { given: schedule.cron })];
  }
}
