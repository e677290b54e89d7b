import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, Modal } from "antd";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DefinitionRow, PublishPreview } from "@orderloom/api-contract";
import type { ChangeSet, JsonObject } from "@orderloom/rule-dsl";
import { type DefinitionId, definitionsQuery, previewQuery, publish, versionQuery } from "../../api/versions.ts";
import { instantOf } from "../../shared/format/date.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { ChangeList } from "./change-list.tsx";
import { Gates } from "./gates.tsx";

interface PublishDialogProps {
  readonly of: DefinitionId;
  /** The draft as it is saved. */
  readonly draft: JsonObject;
  readonly etag: string;
  /** Other definitions that it refers to: their drafts go along unless they are left out. */
  readonly references: readonly DefinitionId[];
  readonly onClose: () => void;
  readonly onPublished: (changeSet: ChangeSet) => void;
  readonly onShow?: (nodeId: string) => void;
}

const keyOf = ({ kind, id }: DefinitionId): string => `${kind}/${id}`;

/** A change set goes live: which drafts, why, from when; what changes and for whom; and every gate, before anything is done. */
export function PublishDialog(props: PublishDialogProps) {
  const { of, draft, etag, references, onClose, onPublished, onShow } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const noteId = useId();
  const definitions = useQuery(definitionsQuery);
  const others = useMemo(() => openDrafts(definitions.data ?? [], references), [definitions.data, references]);
  const drafts = [of, ...others.filter((row) => !leftOut.has(keyOf(row))).map(({ kind, id }) => ({ kind, id }))];
  const preview = useQuery({ ...previewQuery(drafts, etag), enabled: definitions.data !== undefined });
  const live = definitions.data?.find((row) => keyOf(row) === keyOf(of))?.live;
  const window = windowOf(from, until, format.timeZone);
  const publishing = useMutation({
    mutationFn: () => publish({ drafts, note: note.trim(), ...window }),
    onSuccess: async ({ changeSet }) => {
      await client.invalidateQueries();
      onPublished(changeSet);
    },
  });
  const isReady = preview.data?.ok === true && note.trim() !== "";
  return (
    <Modal
      open
      width={720}
      title={t("versions.publishTitle")}
      onCancel={onClose}
      closable={{ "aria-label": t("action.close") }}
      footer={[
        <Button key="back" onClick={onClose}>
          {t("action.back")}
        </Button>,
        <Button
          key="publish"
          type="primary"
          disabled={!isReady}
          loading={publishing.isPending}
          onClick={() => publishing.mutate()}
        >
          {drafts.length === 1 ? t("versions.publishOne") : t("versions.publishTogether", { count: drafts.length })}
        </Button>,
      ]}
    >
      <p className="dialog-sentence">{t("versions.publishSentence")}</p>
      {others.length > 0 && <Along others={others} leftOut={leftOut} onChange={setLeftOut} />}
      <div className="field">
        <label htmlFor={noteId}>{t("versions.note")}</label>
        <Input.TextArea
          id={noteId}
          value={note}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t("versions.noteExample")}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="publish-window">
        <When label={t("versions.effectiveFrom")} value={from} onChange={setFrom} />
        <When label={t("versions.effectiveUntil")} value={until} onChange={setUntil} />
      </div>
      <section className="publish-part">
        <h3>{t("versions.whatChanges")}</h3>
        <Differences of={of} live={live} draft={draft} {...(onShow === undefined ? {} : { onShow })} />
        {preview.data !== undefined && <ForWhom preview={preview.data} />}
      </section>
      <section className="publish-part" aria-live="polite">
        <h3>{t("versions.gates")}</h3>
        {preview.isPending && <Waiting rows={3} words={t("versions.checking")} />}
        {preview.error !== null && <ErrorLine error={preview.error} />}
        {preview.data !== undefined && (
          <Gates preview={preview.data} onAccepted={() => void client.invalidateQueries()} />
        )}
      </section>
      {publishing.error !== null && <ErrorLine error={publishing.error} />}
    </Modal>
  );
}

/** Drafts of what it refers to that say something else than what is live. */
function openDrafts(rows: readonly DefinitionRow[], references: readonly DefinitionId[]): readonly DefinitionRow[] {
  const wanted = new Set(references.map(keyOf));
  return rows.filter((row) => wanted.has(keyOf(row)) && (row.draftState === "ahead" || row.draftState === "new"));
}

function windowOf(from: string, until: string, timeZone: string) {
  const iso = (local: string): string | undefined => {
    const at = instantOf(local, timeZone);
    return at === undefined ? undefined : new Date(at).toISOString();
  };
  const [effectiveFrom, effectiveUntil] = [iso(from), iso(until)];
  return { ...(effectiveFrom && { effectiveFrom }), ...(effectiveUntil && { effectiveUntil }) };
}

interface AlongProps {
  readonly others: readonly DefinitionRow[];
  readonly leftOut: ReadonlySet<string>;
  readonly onChange: (leftOut: ReadonlySet<string>) => void;
}

function Along({ others, leftOut, onChange }: AlongProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const toggle = (key: string) => {
    const next = new Set(leftOut);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <section className="publish-part">
      <h3>{t("versions.along")}</h3>
      <ul className="publish-set">
        {others.map((row) => (
          <li key={keyOf(row)}>
            <Checkbox checked={!leftOut.has(keyOf(row))} onChange={() => toggle(keyOf(row))}>
              {format.text(row.name)}
            </Checkbox>
            <span className="quiet">
              {row.live === undefined ? t("versions.firstTime") : t("versions.basedOn", { version: row.live })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function When({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

interface DifferencesProps {
  readonly of: DefinitionId;
  readonly live: number | undefined;
  readonly draft: JsonObject;
  readonly onShow?: (nodeId: string) => void;
}

function Differences({ of, live, draft, onShow }: DifferencesProps) {
  const { t } = useTranslation();
  const before = useQuery({ ...versionQuery(of, live ?? 0), enabled: live !== undefined });
  if (live === undefined) return <p className="quiet">{t("versions.firstTimeHint")}</p>;
  if (before.error !== null) return <ErrorLine error={before.error} />;
  if (before.data === undefined) return null;
  return <ChangeList before={before.data} after={draft} {...(onShow === undefined ? {} : { onShow })} />;
}

/** Orders under way keep what they began with, or follow at once (S23). */
function ForWhom({ preview }: { preview: PublishPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="publish-set">
      {preview.changes.map(({ kind, id, name, before, after, binds, running }) => (
        <li key={`${kind}/${id}`}>
          <b>{format.text(name)}</b>
          <span>
            {before === undefined ? t("versions.becomes", { version: after }) : t("versions.goesTo", { before, after })}
          </span>
          <span className="quiet">
            {running === 0
              ? t("versions.noneRunning")
              : binds === "at-start"
                ? t("versions.runningKeep", { count: running })
                : t("versions.runningFollow", { count: running })}
          </span>
        </li>
      ))}
    </ul>
  );
}
