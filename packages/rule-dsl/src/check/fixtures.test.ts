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
