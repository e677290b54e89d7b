import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { post } from "../../api/http.ts";
import { definitionsQuery } from "../../api/versions.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";

interface PauseDialogProps {
  readonly id: string;
  readonly name: LocalizedText;
  readonly onClose: () => void;
}

/** Takes no new orders for a while, or takes them again; orders under way go on either way. */
export function PauseDialog({ id, name, onClose }: PauseDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const rows = useQuery(definitionsQuery).data;
  if (rows === undefined) return null;
  const paused = rows.find((row) => row.kind === "workflow" && row.id === id)?.paused;
  const verb = paused === undefined ? "pause" : "resume";
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t(`versions.${verb}Title`, { name: format.text(name) }),
        sentence:
          paused === undefined
            ? t("versions.pauseSentence")
            : t("versions.resumeSentence", { by: paused.by.name, reason: paused.reason }),
        doIt: t(`versions.${verb}`, { name: format.text(name) }),
        reason: paused === undefined ? "required" : "optional",
        run: (reason) => post(`/v1/definitions/workflow/${encodeURIComponent(id)}/${verb}`, { reason }),
        onDone: () => void client.invalidateQueries({ queryKey: ["definitions"] }),
      }}
    />
  );
}
