// @vitest-environment node
import { describe, expect, test } from "vitest";
import { apply } from "./apply.ts";
import type { Command } from "./command.ts";
import { createDraftSync, type DraftKeep, type DraftRemote, type KeptEdit, type StoredDraft } from "./draft-sync.ts";
import { createEditor } from "./editor.ts";
import type { EditedDocument } from "./edited-document.ts";
import { creditTermDocument } from "./testing/documents.ts";

/** A runtime that keeps one draft with ETags, as the real one does. */
class Desk implements DraftRemote {
  document: EditedDocument;
  rev = 1;
  layoutRev = 1;
  isUp = true;
  by = { id: "chen", name: "陈主管" };

  constructor(document: EditedDocument) {
    this.document = document;
  }
  stored(): StoredDraft {
    const { document, rev, layoutRev } = this;
    return {
      document,
      etag: `d${rev}`,
      layoutEtag: `l${layoutRev}`,
      basedOn: 1,
      updatedAt: rev,
      updatedBy: this.by,
    };
  }
  read() {
    return Promise.resolve(this.isUp ? this.stored() : undefined);
  }
  saveDefinition({ definition }: EditedDocument, etag: string | undefined) {
    if (!this.isUp) return Promise.resolve({ kind: "offline" } as const);
    if (etag !== `d${this.rev}`) return Promise.resolve({ kind: "stale" } as const);
    this.rev += 1;
    this.document = { ...this.document, definition };
    return Promise.resolve({ kind: "saved", etag: `d${this.rev}`, at: this.rev } as const);
  }
  saveLayout({ layout }: EditedDocument, etag: string | undefined) {
    if (!this.isUp) return Promise.resolve({ kind: "offline" } as const);
    if (etag !== `l${this.layoutRev}`) return Promise.resolve({ kind: "stale" } as const);
    this.layoutRev += 1;
    this.document = { ...this.document, layout };
    return Promise.resolve({ kind: "saved", etag: `l${this.layoutRev}`, at: this.rev } as const);
  }
}

class Memory implements DraftKeep {
  edit: KeptEdit | undefined;
  read() {
    return this.edit;
  }
  write(edit: KeptEdit) {
    this.edit = edit;
  }
  clear() {
    this.edit = undefined;
  }
}

const base = creditTermDocument();
const named = (id: string, en: string, document: EditedDocument = base): Command => {
  const node = document.definition.nodes[id];
  if (node === undefined) throw new Error("fixtures changed");
  return { type: "set-node", id, node: { ...node, name: { en } } };
};
const nameOf = ({ definition }: EditedDocument, id: string) => definition.nodes[id]?.name?.["en"];

function sit(desk: Desk, keep: DraftKeep = new Memory()) {
  const stored = desk.stored();
  const editor = createEditor(stored.document);
  const sync = createDraftSync({ editor, remote: desk, keep, stored, saveAfterMs: 1e6, retryAfterMs: 1e6 });
  return {
    editor,
    sync,
    close: sync.start(),
    run: (command: Command) => editor.getState().run(command),
    save: () => sync.store.getState().save,
    document: () => editor.getState().document,
  };
}

describe("one person", () => {
  test("what is edited is saved, the layout apart from the definition", async () => {
    const desk = new Desk(base);
    const me = sit(desk);
    me.run(named("release", "Send"));
    expect(me.save().kind).toBe("pending");
    await me.sync.flush();
    expect(me.save()).toEqual({ kind: "saved", at: 2 });
    me.run({ type: "move", nodes: { release: { x: 1, y: 2 } } });
    await me.sync.flush();
    expect([desk.rev, desk.layoutRev]).toEqual([2, 2]);
    expect(desk.document.layout.nodes["release"]).toEqual({ x: 1, y: 2 });
  });

  test("without the network the edit stays here, and is saved by itself later", async () => {
    const desk = new Desk(base);
    const keep = new Memory();
    const me = sit(desk, keep);
    desk.isUp = false;
    me.run(named("release", "Send"));
    await me.sync.flush();
    expect(me.save().kind).toBe("offline");
    expect(nameOf(keep.edit?.document ?? base, "release")).toBe("Send");
    desk.isUp = true;
    await me.sync.flush();
    expect(me.save().kind).toBe("saved");
    expect(nameOf(desk.document, "release")).toBe("Send");
    expect(keep.edit).toBeUndefined();
  });

  test("a page closed without the network goes on where it was", async () => {
    const desk = new Desk(base);
    const keep = new Memory();
    const before = sit(desk, keep);
    desk.isUp = false;
    before.run(named("release", "Send"));
    before.sync.keepNow();
    before.close();
    desk.isUp = true;
    const after = sit(desk, keep);
    expect(nameOf(after.document(), "release")).toBe("Send");
    await after.sync.flush();
    expect(nameOf(desk.document, "release")).toBe("Send");
  });
});

describe("two people on one draft", () => {
  function both() {
    const desk = new Desk(base);
    return { desk, me: sit(desk), she: sit(desk) };
  }

  test("who has nothing unsaved gets the other's save and is told", async () => {
    const { me, she } = both();
    she.run(named("release", "Send"));
    await she.sync.flush();
    await me.sync.look();
    expect(nameOf(me.document(), "release")).toBe("Send");
    expect(me.sync.store.getState().takenOver).toMatchObject({ by: "陈主管", parts: 1 });
    expect(me.save().kind).toBe("saved");
  });

  test("different steps: the second is asked, puts both together, and nothing is lost", async () => {
    const { desk, me, she } = both();
    she.run(named("release", "Send"));
    await she.sync.flush();
    me.run(named("cancel", "Stop"));
    await me.sync.flush();
    const save = me.save();
    expect(save.kind === "conflict" && save.merge.conflicts).toEqual([]);
    expect(nameOf(desk.document, "cancel")).not.toBe("Stop");
    await me.sync.resolve("both");
    expect([nameOf(desk.document, "release"), nameOf(desk.document, "cancel")]).toEqual(["Send", "Stop"]);
    await she.sync.look();
    expect(nameOf(she.document(), "cancel")).toBe("Stop");
    expect(she.sync.store.getState().takenOver).toBeDefined();
  });

  test.each<["mine" | "theirs", string]>([
    ["mine", "Stop"],
    ["theirs", "Send"],
  ])("the same step, keeping %s", async (choice, kept) => {
    const { desk, me, she } = both();
    she.run(named("release", "Send"));
    await she.sync.flush();
    me.run(named("release", "Stop"));
    await me.sync.flush();
    const save = me.save();
    expect(save.kind === "conflict" && save.merge.conflicts).toEqual(["nodes/release"]);
    await me.sync.resolve(choice);
    expect(nameOf(desk.document, "release")).toBe(kept);
    expect(me.save().kind).toBe("saved");
    // The other way is one undo away.
    if (choice === "theirs") me.editor.getState().undo();
    if (choice === "theirs") expect(nameOf(me.document(), "release")).toBe("Stop");
  });

  test("what I edit while the question stands is in the answer", async () => {
    const { desk, me, she } = both();
    she.run(named("release", "Send"));
    await she.sync.flush();
    me.run(named("cancel", "Stop"));
    await me.sync.flush();
    me.run(named("start", "Begin", me.document()));
    await me.sync.resolve("both");
    expect(["release", "cancel", "start"].map((id) => nameOf(desk.document, id))).toEqual(["Send", "Stop", "Begin"]);
  });

  test("boxes moved apart are kept without a question", async () => {
    const { desk, me, she } = both();
    she.run({ type: "move", nodes: { release: { x: 5, y: 5 } } });
    await she.sync.flush();
    me.run({ type: "move", nodes: { cancel: { x: 9, y: 9 } } });
    await me.sync.flush();
    expect(me.save().kind).not.toBe("conflict");
    await me.sync.flush();
    expect(desk.document.layout.nodes["release"]).toEqual({ x: 5, y: 5 });
    expect(desk.document.layout.nodes["cancel"]).toEqual({ x: 9, y: 9 });
  });

  test("an edit kept in a closed browser meets what was saved meanwhile", async () => {
    const desk = new Desk(base);
    const keep = new Memory();
    const before = sit(desk, keep);
    before.run(named("release", "Mine"));
    before.sync.keepNow();
    before.close();
    desk.document = apply(desk.document, named("release", "Hers")).document;
    desk.rev += 1;
    const after = sit(desk, keep);
    expect(after.save().kind).toBe("conflict");
    expect(nameOf(desk.document, "release")).toBe("Hers");
    await after.sync.resolve("mine");
    expect(nameOf(desk.document, "release")).toBe("Mine");
  });
});
