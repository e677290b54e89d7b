import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { JsonObject } from "@orderloom/rule-dsl";
import type { ConflictChoice, DraftSync } from "../../document/draft-sync.ts";
import type { Editor } from "../../document/editor.ts";
import { splitPart } from "../../document/merge.ts";
import { ChangeList } from "../../features/versions/change-list.tsx";
import { useNow } from "../../shared/use-now.ts";
import { useFormat } from "../../shared/format/use-format.ts";

interface ConflictDialogProps {
  readonly editor: Editor;
  readonly sync: DraftSync;
  readonly onClose: () => void;
}

// A definition is JSON.
const asJson = (definition: object): JsonObject => definition as unknown as JsonObject;

/** Two people changed the draft: both lists of changes beside each other, and the choice. Nothing happens before it is made. */
export function ConflictDialog({ editor, sync, onClose }: ConflictDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useStore(sync.store, (state) => state.save);
  const mine = useStore(editor, (state) => state.document);
  const now = useNow(60_000);
  const [chosen, setChosen] = useState<ConflictChoice>();
  if (save.kind !== "conflict") return null;
  const { base, theirs, merge } = save;
  const by = theirs.updatedBy?.name ?? t("canvas.conflict.somebody");
  const names = merge.conflicts.map((part) => {
    const { id } = splitPart(part);
    const name = mine.definition.nodes[id]?.name;
    return name === undefined ? id : format.text(name);
  });
  const choose = (choice: ConflictChoice) => {
    setChosen(choice);
    void sync.resolve(choice).then(onClose);
  };
  const button = (choice: ConflictChoice, words: string, isPrimary: boolean) => (
    <Button
      key={choice}
      type={isPrimary ? "primary" : "default"}
      loading={chosen === choice}
      onClick={() => choose(choice)}
    >
      {words}
    </Button>
  );
  return (
    <Modal
      open
      width={720}
      title={t("canvas.conflict.title", { by, at: format.moment(theirs.updatedAt ?? 0, now) })}
      closable={{ "aria-label": t("action.close") }}
      onCancel={onClose}
      footer={[
        button("theirs", t("canvas.conflict.theirs", { by }), false),
        button("mine", t("canvas.conflict.mine"), false),
        button("both", t(names.length === 0 ? "canvas.conflict.both" : "canvas.conflict.bothMine"), true),
      ]}
    >
      <p className="dialog-sentence">
        {names.length === 0
          ? t("canvas.conflict.apart")
          : t("canvas.conflict.same", { names: names.join(t("canvas.conflict.comma")) })}
      </p>
      <div className="conflict-lists">
        <section>
          <h3>{t("canvas.conflict.theirList", { by })}</h3>
          <ChangeList before={asJson(base.definition)} after={asJson(theirs.document.definition)} />
        </section>
        <section>
          <h3>{t("canvas.conflict.myList")}</h3>
          <ChangeList before={asJson(base.definition)} after={asJson(mine.definition)} />
        </section>
      </div>
    </Modal>
  );
}
