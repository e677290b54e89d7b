import { Badge, Button, Dropdown, message } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { DefinitionId } from "../../api/versions.ts";
import type { DraftSync } from "../../document/draft-sync.ts";
import type { Editor } from "../../document/editor.ts";
import { PublishDialog } from "../../features/versions/publish-dialog.tsx";
import { VersionsDrawer } from "../../features/versions/versions-drawer.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { useIsNarrow } from "../../shared/media.ts";
import { PauseDialog } from "./pause-dialog.tsx";
import type { WorkflowCases } from "./use-cases.ts";

interface WorkflowActionsProps {
  readonly editor: Editor;
  readonly sync: DraftSync;
  readonly cases: WorkflowCases;
  readonly isPhone: boolean;
  readonly isCode: boolean;
  readonly isTrying: boolean;
  readonly onCode: (on: boolean) => void;
  readonly onTry: (on: boolean) => void;
  readonly onShow: (nodeId: string) => void;
}

type Open = "versions" | "publish" | "pause" | undefined;

/** What can be done with the whole workflow: versions, code, trying, pausing, and the one that matters, publishing. */
export function WorkflowActions(props: WorkflowActionsProps) {
  const { editor, sync, cases, isPhone, isCode, isTrying, onCode, onTry, onShow } = props;
  const { t } = useTranslation();
  const [told, toldHere] = message.useMessage();
  const isNarrow = useIsNarrow();
  const [open, setOpen] = useState<Open>();
  const definition = useStore(editor, ({ document }) => document.definition);
  const { save, stored } = useStore(sync.store);
  const close = () => setOpen(undefined);
  const of: DefinitionId = { kind: "workflow", id: definition.id };
  const failing = cases.results.filter(({ passed }) => !passed).length;
  // No draft is kept before the first edit.
  const isUnchanged = stored.etag === undefined && save.kind === "saved";
  const isPublished = stored.basedOn !== undefined;
  const publish = async () => {
    await sync.flush();
    setOpen("publish");
  };
  const restore = (restored: JsonObject, version: number) => {
    // A published version has passed the schema.
    editor.getState().run({ type: "replace-definition", definition: restored as unknown as WorkflowDefinition });
    close();
    void told.success(t("versions.restored", { version }));
  };
  const more = [
    { key: "code", label: isCode ? t("code.showDrawing") : t("code.showCode"), onClick: () => onCode(!isCode) },
    { key: "versions", label: t("versions.title"), onClick: () => setOpen("versions") },
    ...(isPublished ? [{ key: "pause", label: t("versions.pauseOrResume"), onClick: () => setOpen("pause") }] : []),
  ];
  return (
    <>
      {toldHere}
      {!isNarrow && (
        <Button icon={<Icon name="clock" size={14} />} onClick={() => setOpen("versions")}>
          {t("versions.title")}
        </Button>
      )}
      <Badge count={failing} size="small" title={t("simulate.casesFailing", { count: failing })}>
        <Button icon={<Icon name={isTrying ? "cross" : "play"} size={14} />} onClick={() => onTry(!isTrying)}>
          {isTrying ? t("simulate.close") : t("simulate.open")}
        </Button>
      </Badge>
      <Dropdown menu={{ items: isNarrow ? more : more.filter(({ key }) => key !== "versions") }} trigger={["click"]}>
        <Button aria-label={t("versions.more")} icon={<Icon name="more" size={14} />} />
      </Dropdown>
      {!isPhone && (
        <Button
          type="primary"
          icon={<Icon name="upload" size={14} />}
          disabled={save.kind === "conflict" || save.kind === "offline" || isUnchanged}
          title={isUnchanged ? t("versions.unchanged") : undefined}
          onClick={() => void publish()}
        >
          {t("versions.publish")}
        </Button>
      )}
      {open === "versions" && (
        <VersionsDrawer
          of={of}
          draft={asJson(definition)}
          onClose={close}
          onRestore={restore}
          onShow={(nodeId) => {
            close();
            onShow(nodeId);
          }}
        />
      )}
      {open === "publish" && (
        <PublishDialog
          of={of}
          draft={asJson(definition)}
          etag={stored.etag ?? ""}
          references={referencesOf(definition)}
          onClose={close}
          onShow={(nodeId) => {
            close();
            onShow(nodeId);
          }}
          onPublished={(changeSet) => {
            close();
            void sync.look();
            const own = changeSet.items.find(({ kind, id }) => kind === of.kind && id === of.id);
            void told.success(t("versions.published", { version: own?.version ?? 0 }));
          }}
        />
      )}
      {open === "pause" && <PauseDialog id={definition.id} name={definition.name} onClose={close} />}
    </>
  );
}

// A definition is JSON.
const asJson = (definition: WorkflowDefinition): JsonObject => definition as unknown as JsonObject;

/** Definitions whose drafts may have to go live together with the workflow's. */
function referencesOf({ nodes }: WorkflowDefinition): readonly DefinitionId[] {
  return Object.values(nodes).flatMap((node): DefinitionId[] => {
    if (node.type === "decision") return [{ kind: "decision", id: node.decision }];
    if (node.type === "subworkflow") return [{ kind: "workflow", id: node.workflow }];
    return node.type === "task" && node.form !== undefined ? [{ kind: "form", id: node.form }] : [];
  });
}
