import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstLoad } from "./first-load.ts";

let dist = "";

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), "orderloom-dist-"));
  mkdirSync(join(dist, "assets"));
  for (const file of ["main.js", "react.js", "later.js", "main.css"])
    writeFileSync(join(dist, "assets", file), randomBytes(10_000));
});

afterEach(() => {
  rmSync(dist, { recursive: true, force: true });
});

test("the first load is the script, what it preloads and its styles, each once; not what comes later", () => {
  writeFileSync(
    join(dist, "index.html"),
    `<link rel="icon" href="/icon.svg" />
     <script type="module" crossorigin src="/assets/main.js"></script>
     <link rel="modulepreload" crossorigin href="/assets/react.js">
     <link rel="modulepreload" crossorigin href="/assets/main.js">
     <link rel="stylesheet" crossorigin href="/assets/main.css">`,
  );
  const loaded = firstLoad(dist);
  expect(loaded.map(({ file }) => file)).toEqual(["/assets/main.js", "/assets/react.js", "/assets/main.css"]);
  for (const { kilobytes } of loaded) expect(kilobytes).toBeCloseTo(10, 0);
});
