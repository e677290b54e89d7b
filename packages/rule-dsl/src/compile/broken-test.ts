import type { EvaluationWarning } from "./evaluation.ts";
import type { CompiledTest } from "./test.ts";

/**
 * What stands for a condition that does not compile: it never holds, and says why. `check` refuses such a definition
 * before it can be published; a draft in the simulator still runs.
 */
export function brokenTest(warning: EvaluationWarning): CompiledTest {
  return {
    test: (_, notes) => {
      notes.warn(warning);
      return false;
    },
    misses: () => 1,
    tracer: (at) => () => ({ at, held: false }),
  };
}
