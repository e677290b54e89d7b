import { expect, test } from "vitest";
import { fixtureContext } from "../testing/check-context.ts";
import { fixtureDefinitions } from "../testing/fixtures.ts";
import { check } from "./check.ts";

test.each(fixtureDefinitions().map((one) => [`${one.kind} ${one.id}`, one] as const))(
  "%s passes the check",
  (_name, definition) => {
    const found = check(definition, fixtureContext);
    const errors = found.filter(({ severity }) => severity === "error");
    expect(errors.map(({ path, message }) => `${path} ${message.en}`)).toEqual([]);
  },
);

test("all that is proven of the fixtures is true: only a customer without a level is taken by no row", () => {
  const known: ReadonlySet<string> = new Set(["open-port", "unused-output"]);
  const proven = fixtureDefinitions().flatMap((one) =>
    check(one, fixtureContext)
      .filter(({ code }) => !known.has(code))
      .map(({ code, message }) => `${one.id}: ${code}: ${message.en}`),
  );
  expect(proven).toEqual([
    "credit-level: table-gap: No row takes this: no Customer level. There is no default row either, so the result would be null.",
  ]);
});
