import type { Condition } from "@orderloom/rule-dsl";

/** How a condition is built: another feature's part, put in by the application. */
export type ConditionEditor = (props: {
  readonly value: Condition | undefined;
  readonly onChange: (value: Condition | undefined) => void;
}) => React.ReactNode;
