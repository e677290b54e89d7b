import { describe, expect, it } from "vitest";
import type { VersionHead } from "../ports/definition-store.ts";
import { resolveVersion, windowAt, windowEdges } from "./resolve.ts";

const head = (
  version: number,
  catalogueRevision: number,
  window: Pick<VersionHead, "effectiveFrom" | "effectiveUntil"> = {},
): VersionHead => ({
  kind: "decision",
  id: "gifts",
  version,
  digest: "",
  logicDigest: "",
  semantics: 1,
  catalogueRevision,
  author: { id: "chen-yu", name: "Chen Yu" },
  note: "",
  publishedAt: 0,
  ...window,
});

describe("which version is meant (S23)", () => {
  const campaign = [head(1, 1), head(2, 4, { effectiveFrom: 100, effectiveUntil: 200 }), head(3, 6)];
  it.each([
    ["before anything was published", { revision: 0, instant: 150 }, undefined],
    ["the first, by its revision", { revision: 3, instant: 150 }, 1],
    ["the campaign's, inside its window", { revision: 4, instant: 150 }, 2],
    ["the one before, when the campaign has not begun", { revision: 4, instant: 99 }, 1],
    ["the one before, when the campaign is over", { revision: 5, instant: 200 }, 1],
    ["the newest", { revision: 6, instant: 150 }, 3],
  ])("%s", (_title, point, version) => {
    expect(resolveVersion(campaign, point)?.version).toBe(version);
  });

  it("changes its answer at the edges of windows only", () => {
    const edges = windowEdges(campaign);
    expect(edges).toEqual([100, 200]);
    expect([0, 99, 100, 199, 200, 999].map((instant) => windowAt(edges, instant))).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
