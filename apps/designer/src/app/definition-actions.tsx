import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DefinitionOnDesk } from "../features/code/definition-page.tsx";
import { SheetButtons } from "../features/sheets/sheet-buttons.tsx";
import { PublishDialog } from "../features/versions/publish-dialog.tsx";
import { VersionsDrawer } from "../features/versions/versions-drawer.tsx";

const noReferences = [] as const;

/** What can be done with a definition that is no drawing: out to Excel and back where it is a table, versions, publishing. */
export function DefinitionActions({ desk }: { readonly desk: DefinitionOnDesk }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState<"versions" | "publish">();
  const { kind, id, definition, etag, isReady, apply } = desk;
  const close = () => setOpen(undefined);
  return (
    <>
      {definition["type"] === "table" && <SheetButtons id={id} onTake={apply} />}
      <Button onClick={() => setOpen("versions")}>{t("versions.title")}</Button>
      <Button
        type="primary"
        disabled={!isReady}
        title={isReady ? undefined : t("versions.notReady")}
        onClick={() => setOpen("publish")}
      >
        {t("versions.publish")}
      </Button>
      {open === "versions" && (
        <VersionsDrawer
          of={{ kind, id }}
          draft={definition}
          onClose={close}
          onRestore={(restored) => {
            apply(restored);
            close();
          }}
        />
      )}
      {open === "publish" && (
        <PublishDialog
          of={{ kind, id }}
          draft={definition}
          etag={etag ?? ""}
          references={noReferences}
          onClose={close}
          onPublished={() => {
            close();
            void client.invalidateQueries();
          }}
        />
      )}
    </>
  );
}
