import { defineProject, type UserWorkspaceConfig } from "vitest/config";

const SOURCE = "@orderloom/source";
const tests = ["src/**/*.test.ts", "src/**/*.test.tsx"];

/** A package whose tests run in Node, against the sources of its neighbours rather than their dist. */
export function nodeProject(name: string, include: string[] = tests): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions: [SOURCE, "node", "module", "default"] },
    ssr: { resolve: { conditions: [SOURCE, "node", "module", "default"] } },
    test: {
      name,
      include,
      environment: "node",
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  });
}

/** The designer: tests of components see a DOM; those of pure modules ask for none by `// @vitest-environment node`. */
export function browserProject(name: string): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions: [SOURCE, "module", "browser", "default"] },
    ssr: { resolve: { conditions: [SOURCE, "module", "browser", "default"] } },
    test: {
      name,
      include: tests,
      environment: "jsdom",
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  });
}
