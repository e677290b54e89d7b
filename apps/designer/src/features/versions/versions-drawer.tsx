import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "@orderloom/rule-dsl";
import { type DefinitionId, versionQuery, type VersionRow, versionsQuery } from "../../api/versions.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ErrorLine, Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { ChangeList } from "./change-list.tsx";

interface VersionsDrawerProps {
  readonly of: DefinitionId;
  /** The draft as it is being edited. */
  readonly draft: JsonObject;
  readonly onClose: () => void;
  /** Puts a version's definition in place of the draft, as one step that can be undone. */
  readonly onRestore: (definition: JsonObject, version: number) => void;
  readonly onShow?: (nodeId: string) => void;
}

/** Every version with who, when and why; any two compared; any of them brought back as the draft. */
export function VersionsDrawer({ of, draft, onClose, onRestore, onShow }: VersionsDrawerProps) {
  const { t } = useTranslation();
  const versions = useQuery(versionsQuery(of));
  return (
    <Drawer
      open
      size={480}
      title={t("versions.title")}
      onClose={onClose}
      closable={{ "aria-label": t("action.close") }}
    >
      {versions.isPending && <Waiting rows={4} words={t("versions.loading")} />}
      {versions.data === undefined && versions.error !== null && (
        <Failure error={versions.error} onRetry={() => void versions.refetch()} />
      )}
      {versions.data?.length === 0 && (
        <Notice kind="empty" title={t("versions.none")}>
          {t("versions.noneHint")}
        </Notice>
      )}
      {versions.data !== undefined && versions.data.length > 0 && (
        <>
          <Compare of={of} draft={draft} versions={versions.data} {...(onShow === undefined ? {} : { onShow })} />
          <h3 className="versions-head">{t("versions.all")}</h3>
          <ol className="versions-list">
            {versions.data.map((row) => (
              <Version
                key={row.version}
                of={of}
                row={row}
                others={versions.data.map(({ version }) => version).filter((version) => version !== row.version)}
                onRestore={onRestore}
              />
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}

function Version({
  of,
  row,
  others,
  onRestore,
}: {
  readonly of: DefinitionId;
  readonly row: VersionRow;
  readonly others: readonly number[];
  readonly onRestore: (definition: JsonObject, version: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [wanted, setWanted] = useState(false);
  const [moving, setMoving] = useState(false);
  const version = useQuery({ ...versionQuery(of, row.version), enabled: wanted });
  if (wanted && version.data !== undefined) {
    setWanted(false);
    onRestore(version.data, row.version);
  }
  return (
    <li>
      <p className="version-title">
        <b>{t("versions.number", { version: row.version })}</b>
        {row.state === "in-force" && (
          <Chip tone="done" icon="check">
            {t("versions.inForce")}
          </Chip>
        )}
        {row.state === "scheduled" && (
          <Chip tone="waiting" icon="clock">
            {t("versions.scheduled")}
          </Chip>
        )}
        <Button size="small" loading={wanted && version.isFetching} onClick={() => setWanted(true)}>
          {t("versions.restore")}
        </Button>
        {of.kind === "workflow" && row.state === "in-force" && others.length > 0 && (
          <Button size="small" onClick={() => setMoving(true)}>
            {t("move.open")}
          </Button>
        )}
      </p>
      <p>{row.note === "" ? t("versions.noNote") : <span className="version-note">{row.note}</span>}</p>
      <p className="quiet">{t("versions.by", { name: row.author.name, at: format.instant(row.publishedAt) })}</p>
      {row.effectiveFrom !== undefined && (
        <p className="quiet">{t("versions.from", { at: format.instant(row.effectiveFrom) })}</p>
      )}
      {row.effectiveUntil !== undefined && (
        <p className="quiet">{t("versions.until", { at: format.instant(row.effectiveUntil) })}</p>
      )}
      {moving && <MoveDialog workflow={of.id} to={row.version} others={others} onClose={() => setMoving(false)} />}
      {version.error !== null && <ErrorLine error={version.error} />}
    </li>
  );
}

const DRAFT = 0;

interface CompareProps {
  readonly of: DefinitionId;
  readonly draft: JsonObject;
  readonly versions: readonly VersionRow[];
  readonly onShow?: (nodeId: string) => void;
}

/** Any two beside each other: at first the draft and what is in force. */
function Compare({ of, draft, versions, onShow }: CompareProps) {
  const { t } = useTranslation();
  const live = versions.find(({ state }) => state === "in-force") ?? versions[0];
  const [older, setOlder] = useState(live?.version ?? DRAFT);
  const [newer, setNewer] = useState(DRAFT);
  const before = useVersion(of, older, draft);
  const after = useVersion(of, newer, draft);
  const options = [
    { value: DRAFT, label: t("versions.draft") },
    ...versions.map(({ version }) => ({ value: version, label: t("versions.number", { version }) })),
  ];
  return (
    <section aria-label={t("versions.compare")}>
      <div className="versions-compare">
        <Select size="small" aria-label={t("versions.before")} value={older} options={options} onChange={setOlder} />
        <span aria-hidden="true">→</span>
        <Select size="small" aria-label={t("versions.after")} value={newer} options={options} onChange={setNewer} />
      </div>
      {before !== undefined && after !== undefined && (
        <ChangeList before={before} after={after} {...(onShow === undefined || newer !== DRAFT ? {} : { onShow })} />
      )}
    </section>
  );
}

function useVersion(of: DefinitionId, version: number, draft: JsonObject): JsonObject | undefined {
  const published = useQuery({ ...versionQuery(of, version), enabled: version !== DRAFT });
  return version === DRAFT ? draft : published.data;
}
