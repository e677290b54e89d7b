import i18next from "eslint-plugin-i18next";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const sources = ["**/*.ts", "**/*.tsx"];
const configs = ["**/vite.config.ts", "**/vitest.config.ts"];
const programs = ["**/*-cli.ts", "tools/**", "benchmarks/**", "e2e/**"];
const browser = ["apps/designer/src/**/*.ts", "apps/designer/src/**/*.tsx"];
const tests = ["**/*.test.ts", "**/*.test.tsx", "**/*.contract.ts", "**/testing/**"];

/** A rule that only warns is a rule that nobody keeps: whatever a preset sets to "warn" is an error here. */
function asErrors(rules) {
  return Object.fromEntries(
    Object.entries(rules).map(([name, setting]) => [
      name,
      Array.isArray(setting) ? ["error", ...setting.slice(1)] : "error",
    ]),
  );
}

export default defineConfig(
  { ignores: ["**/node_modules/", "**/dist/", "**/out-tsc/", "**/coverage/", ".nx/", "**/data/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.lint.json", "tsconfig.lint.browser.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-shadow": "error",
      // There are no enums (erasableSyntaxOnly): looking for their misuse costs time only.
      "@typescript-eslint/no-mixed-enums": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/prefer-literal-enum-member": "off",
      eqeqeq: "error",
      "no-param-reassign": "error",
      "no-warning-comments": ["error", { terms: ["fixme", "xxx"] }],
      "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportDefaultDeclaration",
          message: "Export by name: a name is found by search, a default is not.",
        },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    rules: { eqeqeq: "error", "prefer-const": "error", "no-var": "error", "no-unused-vars": "error" },
  },
  { files: configs, rules: { "no-restricted-syntax": "off" } },
  // vitest types its asymmetric matchers (expect.any, expect.objectContaining) as any: in a test's expectation that is no value of ours.
  { files: tests, rules: { "@typescript-eslint/no-unsafe-assignment": "off" } },
  { files: ["apps/*/src/**", "packages/**/src/**"], ignores: programs, rules: { "no-console": "error" } },
  {
    files: browser,
    plugins: { "react-hooks": reactHooks },
    rules: asErrors(reactHooks.configs.flat["recommended-latest"].rules),
  },
  {
    files: ["apps/designer/src/**/*.tsx"],
    ignores: tests,
    plugins: { i18next },
    rules: {
      "i18next/no-literal-string": [
        "error",
        {
          mode: "jsx-only",
          "jsx-attributes": {
            include: ["^title$", "^placeholder$", "^label$", "^alt$", "^aria-label$", "^description$", "^tooltip$"],
          },
          message: "Words that a user reads come from the two language files",
        },
      ],
    },
  },
);
