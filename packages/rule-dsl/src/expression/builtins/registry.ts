/** All built-in functions, by their name in FEEL. A family is a file; a function is one line in it. */
import { contextFunctions } from "./context-functions.ts";
import { conversionFunctions } from "./conversion-functions.ts";
import { listFunctions } from "./list-functions.ts";
import { numericFunctions } from "./numeric-functions.ts";
import { rangeFunctions } from "./range-functions.ts";
import type { BuiltinTable } from "./signature.ts";
import { stringFunctions } from "./string-functions.ts";
import { temporalFunctions } from "./temporal-functions.ts";

export const builtins: BuiltinTable = {
  ...conversionFunctions,
  ...stringFunctions,
  ...numericFunctions,
  ...listFunctions,
  ...contextFunctions,
  ...temporalFunctions,
  ...rangeFunctions,
};

/** What expressions may call, for those who write them. */
export const feelFunctionNames: readonly string[] = Object.keys(builtins).sort();
