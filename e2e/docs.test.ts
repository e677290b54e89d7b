import { expect, onTestFinished, test } from "vitest";
import { launchBrowser, openContext, watchMisdeeds } from "./browser/browser.ts";
import { testFolder } from "./harness/folder.ts";
import { testRuntime } from "./harness/test-runtime.ts";

test("the page of the API shows every call; the first order is tried out as it stands", async () => {
  const { url } = await testRuntime({ data: testFolder() });
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const context = await openContext(browser, { url });
  const misdeeds = watchMisdeeds(context, url);
  const page = await context.newPage();
  await page.goto("/docs");
  const calls = page.locator(".opblock");
  await calls.first().waitFor();
  const described = await (await fetch(`${url}/openapi.json`)).json();
  const { paths } = described as { readonly paths: Readonly<Record<string, object>> }; // OpenAPI's own shape
  expect(await calls.count()).toBe(Object.values(paths).flatMap((item) => Object.keys(item)).length);

  const accept = calls.first();
  await accept.click();
  await accept.getByRole("button", { name: "Try it out" }).click();
  await accept.getByRole("button", { name: "Execute" }).click();
  const answer = accept.locator(".live-responses-table tbody .response-col_status").first();
  await answer.waitFor();
  expect(await answer.innerText()).toContain("202");
  expect(misdeeds.list).toEqual([]);
});
