/**
 * Who may import whom. One rule per wall; each wall has a plant in tools/boundaries.test.ts that climbs it.
 * A row that lists what a room may import forbids everything else of ours.
 */
const OURS = "^(apps|packages|e2e|benchmarks|tools|templates)/";
const TESTS = "(\\.test\\.tsx?|\\.contract\\.ts)$|/testing/|vitest\\.config\\.ts$";
const RULE_DSL = "^packages/rule-dsl/";
const WORKFLOW = "^packages/workflow/";
const API_CONTRACT = "^packages/api-contract/";
const MARKETPLACE = "^packages/marketplace/";
const SDK = "^packages/connectors/sdk/";
const BUILTIN = "^packages/connectors/builtin/";
const DEMO_SHOP = "^packages/demo-shop/";
const RUNTIME = "^apps/runtime/";
const DESIGNER = "^apps/designer/";
const UI_LIBRARIES = "node_modules/(react|react-dom|react-i18next|antd|@ant-design|@xyflow|@tanstack/react-)";

/**
 * @import { IRegularForbiddenRuleType } from "dependency-cruiser"
 */

/**
 * What lies in `room` may import the room itself and `allowed`, and nothing else that we wrote.
 *
 * @param {string} name
 * @param {string} room
 * @param {string[]} allowed
 * @param {string} comment
 * @returns {IRegularForbiddenRuleType}
 */
function mayImportOnly(name, room, allowed, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: room, pathNot: "vitest\\.config\\.ts$|vite\\.config\\.ts$" },
    to: { path: OURS, pathNot: [room, ...allowed] },
  };
}

/**
 * The same for a room inside an app; its tests may also use what they need to set up a real neighbour.
 *
 * @param {string} name
 * @param {string} room
 * @param {string[]} allowed
 * @param {string} comment
 * @returns {IRegularForbiddenRuleType}
 */
function roomMayImportOnly(name, room, allowed, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: room, pathNot: TESTS },
    to: { path: OURS, pathNot: [room, ...allowed] },
  };
}

/**
 * @param {string} name
 * @param {string} comment
 * @param {IRegularForbiddenRuleType["from"]} from
 * @param {IRegularForbiddenRuleType["to"]} to
 * @returns {IRegularForbiddenRuleType}
 */
function never(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

const packages = [
  mayImportOnly("rule-dsl-imports-nothing-of-ours", RULE_DSL, [], "The language is the floor everything stands on."),
  never(
    "rule-dsl-without-node-core",
    "The language runs in the browser and does no I/O.",
    { path: "^packages/rule-dsl/src/", pathNot: TESTS },
    { dependencyTypes: ["core"] },
  ),
  mayImportOnly("workflow-imports-rule-dsl", WORKFLOW, [RULE_DSL], "The interpreter knows the language alone."),
  never(
    "workflow-without-node-core",
    "H1: time and all that is read are inputs, so that the same history gives the same state anywhere.",
    { path: "^packages/workflow/src/", pathNot: TESTS },
    { dependencyTypes: ["core"] },
  ),
  mayImportOnly("api-contract-imports-rule-dsl", API_CONTRACT, [RULE_DSL], "Both apps compile against it."),
  mayImportOnly("connector-sdk-imports-rule-dsl", SDK, [RULE_DSL], "A connector's author sees the language alone."),
  mayImportOnly("connectors-import-the-sdk", BUILTIN, [SDK, RULE_DSL], "Ours are written as anybody's are."),
  never(
    "connectors-never-another-connector",
    "Each can be removed, or become a package of its own, alone.",
    { path: "^packages/connectors/builtin/src/([^/]+)/" },
    { path: "^packages/connectors/builtin/src/[^/]+/", pathNot: "^packages/connectors/builtin/src/$1/" },
  ),
  mayImportOnly("marketplace-imports-rule-dsl-and-sdk", MARKETPLACE, [RULE_DSL, SDK], "Manifest and versions, pure."),
  roomMayImportOnly(
    "demo-shop-imports-connectors",
    DEMO_SHOP,
    [RULE_DSL, SDK, BUILTIN],
    "It plays the outside world; its tests also run its templates.",
  ),
  never(
    "demo-shop-only-where-a-demo-is-made",
    "The product works without its demo.",
    { path: OURS, pathNot: [DEMO_SHOP, "^apps/runtime/src/main\\.ts$", "^(e2e|benchmarks|tools)/"] },
    { path: DEMO_SHOP },
  ),
  never(
    "second-opinion-stays-a-second-opinion",
    "json-rules-engine is an oracle in tests; through the package's root it would reach the browser.",
    { path: "^packages/rule-dsl/src/", pathNot: [TESTS, "^packages/rule-dsl/src/second-opinion\\.ts$"] },
    { path: ["^packages/rule-dsl/src/second-opinion\\.ts$", "node_modules/json-rules-engine/"] },
  ),
];

const designer = [
  mayImportOnly(
    "designer-never-runtime-or-builtin",
    DESIGNER,
    [RULE_DSL, WORKFLOW, MARKETPLACE, API_CONTRACT, SDK],
    "The catalogue of connectors comes over HTTP.",
  ),
  never(
    "designer-takes-only-types-of-the-sdk",
    "Connector code does not run in the browser.",
    { path: DESIGNER },
    { path: SDK, dependencyTypesNot: ["type-only"] },
  ),
  roomMayImportOnly(
    "document-imports-the-language",
    "^apps/designer/src/document/",
    [RULE_DSL, WORKFLOW],
    "The edited document is pure: commands with inverses, and selectors.",
  ),
  never(
    "document-without-react",
    "The document owns the edit, React renders it.",
    { path: "^apps/designer/src/document/" },
    { path: UI_LIBRARIES },
  ),
  never(
    "features-never-another-feature",
    "What two features need is in document, shared or api.",
    { path: "^apps/designer/src/features/([^/]+)/" },
    { path: "^apps/designer/src/features/[^/]+/", pathNot: "^apps/designer/src/features/$1/" },
  ),
  never(
    "features-only-document-shared-api",
    "The shell knows the features, not the other way round.",
    { path: "^apps/designer/src/features/", pathNot: TESTS },
    { path: DESIGNER, pathNot: "^apps/designer/src/(features|document|shared|api)/" },
  ),
  never(
    "shared-and-api-below-features",
    "Dumb components and the client know nobody who uses them.",
    { path: "^apps/designer/src/(shared|api)/", pathNot: TESTS },
    { path: DESIGNER, pathNot: "^apps/designer/src/(shared|api)/" },
  ),
];

const runtime = [
  mayImportOnly(
    "runtime-never-designer",
    RUNTIME,
    [RULE_DSL, WORKFLOW, MARKETPLACE, API_CONTRACT, SDK, BUILTIN, DEMO_SHOP, "^templates/"],
    "The runtime serves the designer's files, it does not know its code.",
  ),
  roomMayImportOnly(
    "host-imports-workflow-and-ports",
    "^apps/runtime/src/host/",
    [WORKFLOW, RULE_DSL, "^apps/runtime/src/ports/"],
    "The host decides; what it needs of the world is a port.",
  ),
  roomMayImportOnly(
    "ports-import-no-room",
    "^apps/runtime/src/ports/",
    [WORKFLOW, RULE_DSL, SDK],
    "A port is owned by its user, not by an adapter.",
  ),
  never(
    "stores-import-ports",
    "An adapter knows its port and its technology.",
    { path: "^apps/runtime/src/stores/", pathNot: TESTS },
    { path: OURS, pathNot: ["^apps/runtime/src/stores/", "^apps/runtime/src/ports/"] },
  ),
  never(
    "stores-never-another-store",
    "Each adapter passes the contract suite by itself.",
    { path: "^apps/runtime/src/stores/([^/]+)/" },
    { path: "^apps/runtime/src/stores/[^/]+/", pathNot: "^apps/runtime/src/stores/($1|testing)/" },
  ),
  roomMayImportOnly(
    "http-imports-host-ports-contract-language",
    "^apps/runtime/src/http/",
    ["^apps/runtime/src/(host|ports)/", API_CONTRACT, RULE_DSL],
    "Parse, call the host, map errors; codes and their words are the language's.",
  ),
  never(
    "adapters-are-chosen-in-main",
    "main.ts is the composition root; knowing an adapter's type is not choosing it.",
    {
      path: "^apps/runtime/src/",
      pathNot: [TESTS, "^apps/runtime/src/(main|backup)\\.ts$", "^apps/runtime/src/stores/"],
    },
    { path: ["^apps/runtime/src/stores/", BUILTIN], dependencyTypesNot: ["type-only"] },
  ),
];

const house = [
  never("no-cycles", "A cycle is one file that pretends to be several.", {}, { circular: true }),
  never(
    "index-only-at-a-package-root",
    "Import the file, not the barrel.",
    {},
    {
      path: "^(apps|packages|e2e|benchmarks|tools)/.*index\\.tsx?$",
      pathNot: "^packages/(connectors/)?[^/]+/src/index\\.ts$",
    },
  ),
  never(
    "own-files-not-own-root",
    "Inside a package the file is imported; its root is for others.",
    { path: "^(packages/connectors/[^/]+|packages/[^/]+)/src/", pathNot: TESTS },
    { path: "^$1/src/index\\.ts$" },
  ),
  never(
    "packages-through-their-root",
    "What a package does not export is its own affair.",
    { path: "^((?:packages/connectors|packages|apps)/[^/]+|e2e|benchmarks|tools)/" },
    {
      path: "^packages/.+/src/",
      pathNot: ["^$1/", "^packages/(connectors/)?[^/]+/src/(index|second-opinion|dmn-kit)\\.ts$"],
    },
  ),
  never(
    "sources-never-import-tests",
    "Tests are not shipped.",
    { path: "^(apps|packages)/.*/src/", pathNot: TESTS },
    { path: ["\\.(test|contract)\\.tsx?$", "/src/testing/|/src/.*/testing/"] },
  ),
  never("imports-resolve", "What is imported exists.", {}, { couldNotResolve: true }),
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...packages, ...designer, ...runtime, ...house],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|out-tsc|\\.nx|data)/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@orderloom/source", "import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
