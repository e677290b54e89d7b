import { defineConfig } from "vitest/config";

/** Whole journeys against a built product: one file at a time, because they share the machine's two cores and a browser. */
export default defineConfig({
  resolve: { conditions: ["@orderloom/source", "node", "module", "default"] },
  ssr: {
    resolve: { conditions: ["@orderloom/source", "node", "module", "default"] },
  },
  test: {
    name: "e2e",
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "out-tsc/**"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
  },
});
