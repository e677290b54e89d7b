import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { isSlug, slugOf, withField } from "../../document/inspector/node-edits.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import { problemsBelow } from "./field-props.ts";
import { FormField } from "./form-field.tsx";
import { useInspected } from "./inspector-context.ts";
import { type Stage, useStages } from "./use-stages.ts";

/** Where an order stands while it is here, for everybody who watches orders; stages are the organisation's (S4). */
export function StageField() {
  const { t } = useTranslation();
  const { object, put, place, problems, readOnly } = useInspected();
  const format = useFormat();
  const { stages, save, error } = useStages();
  const [editing, setEditing] = useState<"new" | "rename">();
  const value = typeof object["stage"] === "string" ? object["stage"] : undefined;
  const chosen = stages.find(({ id }) => id === value);
  return (
    <FormField
      label={t("inspector.field.stage")}
      help={t("inspector.stageHelp")}
      problems={problemsBelow(problems, `${place}/stage`)}
    >
      <span className="picker-with-link">
        <Select
          aria-label={t("inspector.field.stage")}
          disabled={readOnly}
          allowClear
          value={value ?? null}
          placeholder={t("inspector.noStage")}
          options={stages.map(({ id, name }) => ({ value: id, label: format.text(name) }))}
          onChange={(stage: string | undefined) => put(withField(object, "stage", stage))}
        />
        {!readOnly && chosen !== undefined && (
          <Button
            type="text"
            title={t("inspector.rename", { label: format.text(chosen.name) })}
            aria-label={t("inspector.rename", { label: format.text(chosen.name) })}
            icon={<Icon name="pencil" size={14} />}
            onClick={() => setEditing(editing === "rename" ? undefined : "rename")}
          />
        )}
      </span>
      {!readOnly && (
        <Button
          type="link"
          size="small"
          className="add-field"
          icon={<Icon name="plus" size={14} />}
          onClick={() => setEditing("new")}
        >
          {t("inspector.addStage")}
        </Button>
      )}
      {editing === "rename" && chosen !== undefined && (
        <WordsField
          label={t("inspector.stageName")}
          value={chosen.name}
          onChange={(name) => {
            if (name !== undefined) save(stages.map((stage) => (stage.id === chosen.id ? { ...stage, name } : stage)));
          }}
        />
      )}
      {editing === "new" && (
        <NewStage
          stages={stages}
          after={value}
          onCancel={() => setEditing(undefined)}
          onSave={(next, id) => {
            save(next);
            put(withField(object, "stage", id));
            setEditing(undefined);
          }}
        />
      )}
      {error !== null && <ErrorLine error={error} />}
    </FormField>
  );
}

interface NewStageProps {
  readonly stages: readonly Stage[];
  readonly after: string | undefined;
  readonly onCancel: () => void;
  readonly onSave: (stages: readonly Stage[], id: string) => void;
}

/** A stage of one's own, behind the one the node has now. */
function NewStage({ stages, after, onCancel, onSave }: NewStageProps) {
  const { t } = useTranslation();
  const [name, setName] = useState<LocalizedText>();
  const suggested = slugOf(name?.["en"] ?? "");
  const [typed, setTyped] = useState<string>();
  const id = typed ?? suggested;
  const draft = useDraft(id, (text) => setTyped(text.trim()));
  const isTaken = stages.some((stage) => stage.id === id);
  const isReady = name !== undefined && isSlug(id) && !isTaken;
  const insert = (): void => {
    if (name === undefined) return;
    const place = stages.findIndex((stage) => stage.id === after);
    const at = place < 0 ? stages.length : place + 1;
    onSave([...stages.slice(0, at), { id, name }, ...stages.slice(at)], id);
  };
  return (
    <div className="form-group">
      <WordsField label={t("inspector.stageName")} value={name} onChange={setName} />
      <label className="new-stage-id">
        <span className="form-help">{t("inspector.idRule")}</span>
        <input
          className="plain-input mono-input"
          aria-label={t("inspector.id")}
          value={draft.value}
          onChange={draft.onChange}
          onBlur={draft.onBlur}
          onKeyDown={draft.onKeyDown}
        />
      </label>
      <span className="form-buttons">
        <Button size="small" onClick={onCancel}>
          {t("action.back")}
        </Button>
        <Button size="small" type="primary" disabled={!isReady} onClick={insert}>
          {t("inspector.addStage")}
        </Button>
      </span>
    </div>
  );
}
