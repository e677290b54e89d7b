import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type IConfiguration } from "dependency-cruiser";
import { afterAll, beforeAll, expect, test } from "vitest";
import rules from "../.dependency-cruiser.mjs";

const root = resolve(import.meta.dirname, "..");
const configuration: IConfiguration = rules;

/** One wall: `file` holds the one line `source`, and `needs` are the files it leads to. */
interface Plant {
  file: string;
  source: string;
  needs?: Record<string, string>;
}

const value = "export const x = 1;";

const plants: Record<string, Plant> = {
  "rule-dsl-imports-nothing-of-ours": {
    file: "packages/rule-dsl/src/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "rule-dsl-without-node-core": { file: "packages/rule-dsl/src/a.ts", source: `import "node:fs";` },
  "workflow-imports-rule-dsl": {
    file: "packages/workflow/src/a.ts",
    source: `import "@orderloom/api-contract";`,
    needs: { "packages/api-contract/src/index.ts": value },
  },
  "workflow-without-node-core": { file: "packages/workflow/src/a.ts", source: `import "node:timers";` },
  "api-contract-imports-rule-dsl": {
    file: "packages/api-contract/src/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "connector-sdk-imports-rule-dsl": {
    file: "packages/connectors/sdk/src/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "connectors-import-the-sdk": {
    file: "packages/connectors/builtin/src/wms/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "connectors-never-another-connector": {
    file: "packages/connectors/builtin/src/wms/a.ts",
    source: `import "../finance/b.ts";`,
    needs: { "packages/connectors/builtin/src/finance/b.ts": value },
  },
  "marketplace-imports-rule-dsl-and-sdk": {
    file: "packages/marketplace/src/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "demo-shop-imports-connectors": {
    file: "packages/demo-shop/src/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "demo-shop-only-where-a-demo-is-made": {
    file: "apps/runtime/src/clock.ts",
    source: `import "@orderloom/demo-shop";`,
    needs: { "packages/demo-shop/src/index.ts": value },
  },
  "second-opinion-stays-a-second-opinion": {
    file: "packages/rule-dsl/src/a.ts",
    source: `import "./second-opinion.ts";`,
    needs: { "packages/rule-dsl/src/second-opinion.ts": value },
  },
  "designer-never-runtime-or-builtin": {
    file: "apps/designer/src/app/a.ts",
    source: `import "@orderloom/connectors-builtin";`,
    needs: { "packages/connectors/builtin/src/index.ts": value },
  },
  "designer-takes-only-types-of-the-sdk": {
    file: "apps/designer/src/app/a.ts",
    source: `import "@orderloom/connector-sdk";`,
    needs: { "packages/connectors/sdk/src/index.ts": value },
  },
  "document-imports-the-language": {
    file: "apps/designer/src/document/a.ts",
    source: `import "@orderloom/api-contract";`,
    needs: { "packages/api-contract/src/index.ts": value },
  },
  "document-without-react": {
    file: "apps/designer/src/document/a.ts",
    source: `import "react";`,
    needs: { "node_modules/react/package.json": `{"name":"react"}`, "node_modules/react/index.js": "" },
  },
  "features-never-another-feature": {
    file: "apps/designer/src/features/orders/a.ts",
    source: `import "../canvas/b.ts";`,
    needs: { "apps/designer/src/features/canvas/b.ts": value },
  },
  "features-only-document-shared-api": {
    file: "apps/designer/src/features/orders/a.ts",
    source: `import "../../app/b.ts";`,
    needs: { "apps/designer/src/app/b.ts": value },
  },
  "shared-and-api-below-features": {
    file: "apps/designer/src/shared/a.ts",
    source: `import "../features/orders/b.ts";`,
    needs: { "apps/designer/src/features/orders/b.ts": value },
  },
  "runtime-never-designer": {
    file: "apps/runtime/src/main.ts",
    source: `import "../../designer/src/a.ts";`,
    needs: { "apps/designer/src/a.ts": value },
  },
  "host-imports-workflow-and-ports": {
    file: "apps/runtime/src/host/a.ts",
    source: `import "../http/b.ts";`,
    needs: { "apps/runtime/src/http/b.ts": value },
  },
  "ports-import-no-room": {
    file: "apps/runtime/src/ports/a.ts",
    source: `import "../host/b.ts";`,
    needs: { "apps/runtime/src/host/b.ts": value },
  },
  "stores-import-ports": {
    file: "apps/runtime/src/stores/sqlite/a.ts",
    source: `import "../../host/b.ts";`,
    needs: { "apps/runtime/src/host/b.ts": value },
  },
  "stores-never-another-store": {
    file: "apps/runtime/src/stores/sqlite/a.ts",
    source: `import "../mongo/b.ts";`,
    needs: { "apps/runtime/src/stores/mongo/b.ts": value },
  },
  "http-imports-host-ports-contract-language": {
    file: "apps/runtime/src/http/a.ts",
    source: `import "@orderloom/workflow";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "adapters-are-chosen-in-main": {
    file: "apps/runtime/src/clock.ts",
    source: `import "./stores/sqlite/b.ts";`,
    needs: { "apps/runtime/src/stores/sqlite/b.ts": value },
  },
  "no-cycles": {
    file: "packages/workflow/src/a.ts",
    source: `import "./b.ts";`,
    needs: { "packages/workflow/src/b.ts": `import "./a.ts";` },
  },
  "index-only-at-a-package-root": {
    file: "packages/workflow/src/a.ts",
    source: `import "./nodes/index.ts";`,
    needs: { "packages/workflow/src/nodes/index.ts": value },
  },
  "own-files-not-own-root": {
    file: "packages/workflow/src/a.ts",
    source: `import "./index.ts";`,
    needs: { "packages/workflow/src/index.ts": value },
  },
  "packages-through-their-root": {
    file: "packages/workflow/src/a.ts",
    source: `import "../../rule-dsl/src/b.ts";`,
    needs: { "packages/rule-dsl/src/b.ts": value },
  },
  "sources-never-import-tests": {
    file: "packages/workflow/src/a.ts",
    source: `import "./testing/b.ts";`,
    needs: { "packages/workflow/src/testing/b.ts": value },
  },
  "imports-resolve": { file: "packages/workflow/src/a.ts", source: `import "./gone.ts";` },
};

const workspaces = [
  ["packages/rule-dsl", "rule-dsl"],
  ["packages/workflow", "workflow"],
  ["packages/api-contract", "api-contract"],
  ["packages/connectors/sdk", "connector-sdk"],
  ["packages/connectors/builtin", "connectors-builtin"],
  ["packages/demo-shop", "demo-shop"],
] as const;

let tree = "";

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "orderloom-boundaries-"));
});

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

/** A house as empty as the real one is full: the packages' own package.json files, linked as npm links them. */
function emptyHouse(name: string): string {
  const house = join(tree, name);
  mkdirSync(join(house, "node_modules/@orderloom"), { recursive: true });
  for (const [folder, link] of workspaces) {
    mkdirSync(join(house, folder, "src"), { recursive: true });
    cpSync(join(root, folder, "package.json"), join(house, folder, "package.json"));
    symlinkSync(join(house, folder), join(house, "node_modules/@orderloom", link));
  }
  return house;
}

function write(house: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }
}

/** The names of the rules that fire in this tree. */
async function rulesThatFire(house: string): Promise<string[]> {
  const folders = ["apps", "packages"].filter((folder) => existsSync(join(house, folder)));
  const { output } = await cruise(folders, {
    ...configuration.options,
    baseDir: house,
    ruleSet: configuration,
    validate: true,
  });
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text");
  return [...new Set(output.summary.violations.map((violation) => violation.rule.name))];
}

test("every rule has its plant, and every plant its rule", () => {
  const named = (configuration.forbidden ?? []).map((rule) => rule.name ?? "without a name");
  expect(Object.keys(plants).sort()).toEqual(named.sort());
});

test("every rule is an error", () => {
  expect((configuration.forbidden ?? []).map((rule) => rule.severity)).not.toContain("warn");
});

test.each(Object.entries(plants))("%s", async (name, plant) => {
  const house = emptyHouse(name);
  write(house, { ...plant.needs, [plant.file]: plant.source });
  expect(await rulesThatFire(house)).toEqual([name]);
});
