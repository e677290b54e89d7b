import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** Drafts, versions, settings, and what lies beside definitions. */
export function definitionContract(store: () => HostStore, reopen: () => Promise<void>): void {
  describe("definitions and settings", () => {
    const author = { id: "chen-yu", name: "Chen Yu" };
    const draft = (etag: string) =>
      ({ kind: "decision", id: "gifts", definition: { rules: [] }, etag, updatedAt: 1, updatedBy: author }) as const;
    const version = (revision: number, number = revision) =>
      ({
        kind: "decision",
        id: "gifts",
        version: number,
        definition: { rules: [] },
        digest: `sha256:${number}`,
        logicDigest: `sha256:${number}`,
        semantics: 1,
        catalogueRevision: revision,
        author,
        note: "",
        publishedAt: 1,
      }) as const;
    const changeSet = (revision: number) => ({
      catalogueRevision: revision,
      items: [],
      author,
      note: "",
      publishedAt: 1,
    });

    it("lets nobody overwrite a draft they have not seen", async () => {
      expect(await store().saveDraft(main, draft("a"), undefined)).toBe(true);
      expect(await store().saveDraft(main, draft("b"), undefined)).toBe(false);
      expect(await store().saveDraft(main, draft("b"), "x")).toBe(false);
      expect(await store().saveDraft(main, draft("b"), "a")).toBe(true);
      expect(await store().draft(main, "decision", "gifts")).toEqual(draft("b"));
      expect(await store().drafts(main, "workflow")).toEqual([]);
      expect(await store().removeDraft(main, "decision", "gifts", "a")).toBe(false);
      expect(await store().removeDraft(main, "decision", "gifts", "b")).toBe(true);
      expect(await store().drafts(main)).toEqual([]);
    });

    it("publishes all or nothing, one revision after the other (S24)", async () => {
      await store().saveDraft(main, draft("a"), undefined);
      expect(await store().publish(main, changeSet(2), [version(2)], [])).toBe(false);
      expect(await store().publish(main, changeSet(1), [version(1)], [draft("old")])).toBe(false);
      expect(await store().versionHeads(main)).toEqual([]);
      expect(await store().drafts(main)).toHaveLength(1);
      expect(await store().publish(main, changeSet(1), [version(1)], [draft("a")])).toBe(true);
      expect(await store().drafts(main)).toEqual([]);
      await reopen();
      expect(await store().catalogueRevision(main)).toBe(1);
      expect(await store().version(main, "decision", "gifts", 1)).toEqual(version(1));
      const { definition: _, ...head } = version(1);
      expect(await store().versionHeads(main)).toEqual([head]);
      expect(await store().catalogueRevision(other)).toBe(0);
    });

    it("keeps what lies beside a definition apart from it, and only over the one that was read", async () => {
      const layout = { type: "layout", kind: "workflow", id: "gifts" } as const;
      const cases = { ...layout, type: "cases" } as const;
      const companion = (etag: string) => ({ value: { etag }, etag, updatedAt: 1, updatedBy: author });
      expect(await store().saveCompanion(main, layout, companion("a"), undefined)).toBe(true);
      expect(await store().saveCompanion(main, layout, companion("b"), undefined)).toBe(false);
      expect(await store().saveCompanion(main, layout, companion("b"), "x")).toBe(false);
      expect(await store().saveCompanion(main, layout, companion("b"), "a")).toBe(true);
      await reopen();
      expect(await store().companion(main, layout)).toEqual(companion("b"));
      expect(await store().companion(main, cases)).toBeUndefined();
      expect(await store().companion(other, layout)).toBeUndefined();
      expect(await store().removeCompanion(main, layout, "a")).toBe(false);
      expect(await store().removeCompanion(main, layout, "b")).toBe(true);
      expect(await store().companion(main, layout)).toBeUndefined();
    });

    it("saves a setting only over the one that was read", async () => {
      expect(await store().saveSetting(main, "stages", { value: ["a"], etag: "1" }, undefined)).toBe(true);
      expect(await store().saveSetting(main, "stages", { value: ["b"], etag: "2" }, undefined)).toBe(false);
      expect(await store().saveSetting(main, "stages", { value: ["b"], etag: "2" }, "1")).toBe(true);
      expect(await store().setting(main, "stages")).toEqual({ value: ["b"], etag: "2" });
      expect(await store().setting(other, "stages")).toBeUndefined();
    });
  });
}
