import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { DraftSync, SaveState } from "../../document/draft-sync.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/paths.ts";
import { LiveRegion } from "../../shared/ui/live-region.tsx";
import { useNow } from "../../shared/use-now.ts";
import { useErrorText } from "../../shared/ui/use-error-text.ts";

const icons: Readonly<Record<SaveState["kind"], IconName>> = {
  saved: "check",
  pending: "pencil",
  saving: "retry",
  offline: "alert",
  refused: "alert",
  conflict: "people",
};

/** Whether the draft is safe, in the top bar: said politely as well. */
export function SaveStateMark({ sync }: { readonly sync: DraftSync }) {
  const save = useStore(sync.store, (state) => state.save);
  const words = useSaveWords()(save);
  const isBad = save.kind === "offline" || save.kind === "refused" || save.kind === "conflict";
  return (
    <span className={isBad ? "save-state save-state-bad" : "save-state"} title={words}>
      <Icon name={icons[save.kind]} size={14} />
      <span className="save-state-words">{words}</span>
      <LiveRegion text={isBad || save.kind === "saved" ? words : ""} />
    </span>
  );
}

function useSaveWords(): (save: SaveState) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (save) => {
    switch (save.kind) {
      case "saved":
        return save.at === undefined
          ? t("canvas.save.saved")
          : t("canvas.save.savedAt", { at: format.moment(save.at, Date.now()) });
      case "pending":
      case "saving":
      case "offline":
      case "refused":
      case "conflict":
        return t(`canvas.save.${save.kind}`);
    }
  };
}

/** What has to be known of before one draws on: one line below the top bar. */
export function SaveBand({ sync, onConflict }: { readonly sync: DraftSync; readonly onConflict: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const now = useNow(60_000);
  const { save, takenOver } = useStore(sync.store);
  if (save.kind === "offline")
    return (
      <Band tone="held" action={{ words: t("canvas.save.again"), run: () => void sync.flush() }}>
        {t("canvas.save.offlineBand")}
      </Band>
    );
  if (save.kind === "refused")
    return (
      <Band tone="incident" action={{ words: t("canvas.save.again"), run: () => void sync.flush() }}>
        {t("canvas.save.refusedBand", { reason: errorText(save.error) })}
      </Band>
    );
  if (save.kind === "conflict") {
    const { updatedBy, updatedAt } = save.theirs;
    return (
      <Band tone="held" action={{ words: t("canvas.conflict.open"), run: onConflict }}>
        {t("canvas.conflict.band", {
          by: updatedBy?.name ?? t("canvas.conflict.somebody"),
          at: format.moment(updatedAt ?? now, now),
        })}
      </Band>
    );
  }
  if (takenOver !== undefined)
    return (
      <Band tone="running" action={{ words: t("canvas.save.seen"), run: sync.dismiss }}>
        {t("canvas.save.takenOver", {
          by: takenOver.by,
          at: format.moment(takenOver.at, now),
          count: takenOver.parts,
        })}
      </Band>
    );
  return null;
}

interface BandProps {
  readonly tone: "held" | "incident" | "running";
  readonly action: { readonly words: string; readonly run: () => void };
  readonly children: React.ReactNode;
}

function Band({ tone, action, children }: BandProps) {
  return (
    <div className={`save-band tone-${tone}`} role="status">
      <Icon name={tone === "running" ? "people" : "alert"} size={14} />
      <span>{children}</span>
      <Button size="small" onClick={action.run}>
        {action.words}
      </Button>
    </div>
  );
}
