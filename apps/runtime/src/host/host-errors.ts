import { type BothLanguages, textOf } from "@orderloom/rule-dsl";

/** The host is stopping: nothing was taken on, send it again shortly. */
export class ShuttingDownError extends Error {
  override readonly name = "ShuttingDownError";
  readonly code = "shutting-down";
  readonly text: BothLanguages = textOf("shutting-down");

  constructor() {
    super(textOf("shutting-down").en);
  }
}
