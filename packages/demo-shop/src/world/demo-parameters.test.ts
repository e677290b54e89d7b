import { expect, test } from "vitest";
import { shippedTemplates } from "../templates/shipped-templates.ts";
import { demoParameters } from "./demo-parameters.ts";

const now = Date.parse("2027-03-08T10:00:00+08:00");

test("the demo's campaign runs from the day before yesterday on, for a month", () => {
  expect(demoParameters("gift-binding", now)).toEqual({
    campaignFrom: "2027-03-06T00:00:00+08:00",
    campaignUntil: "2027-04-07T00:00:00+08:00",
    campaign:
      'order.placedAt in [date and time("2027-03-06T00:00:00+08:00")..date and time("2027-04-07T00:00:00+08:00"))',
  });
});

test("the demo names only parameters that the templates have", () => {
  for (const { template } of shippedTemplates()) {
    const known = template.parameters?.map(({ id }) => id) ?? [];
    expect(known).toEqual(expect.arrayContaining(Object.keys(demoParameters(template.id, now))));
  }
});
