import { defineConfig } from "vitest/config";

/** Every package's own config is a project; e2e is not one, because it needs a build and runs alone. */
export default defineConfig({
  test: {
    projects: [
      "apps/*",
      "packages/*/vitest.config.ts",
      "packages/connectors/*/vitest.config.ts",
      "tools/vitest.config.ts",
    ],
    passWithNoTests: true,
  },
});
