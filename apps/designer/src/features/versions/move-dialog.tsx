import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { migrateInstances, migrationPreviewQuery } from "../../api/handling.ts";
import { versionQuery } from "../../api/versions.ts";
import { fieldsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";

interface MoveDialogProps {
  readonly workflow: string;
  /** The version that running instances go on by. */
  readonly to: number;
  readonly others: readonly number[];
  readonly onClose: () => void;
}

/** Moves running instances of another version here: how many, where they stand, what goes by another name, and what cannot be moved. */
export function MoveDialog({ workflow, to, others, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [from, setFrom] = useState(others[0] ?? to);
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const preview = useQuery(migrationPreviewQuery(workflow, { from, to, mapping })).data;
  const target = useQuery(versionQuery({ kind: "workflow", id: workflow }, to)).data;
  const offered = Object.keys(fieldsOf(target?.["nodes"])).map((id) => ({ value: id, label: id }));
  const strange = [...new Set([...(preview?.impossible ?? []).map(({ node }) => node), ...Object.keys(mapping)])];
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t("move.title", { version: to }),
        sentence: t("move.sentence"),
        doIt: t("move.do", { count: preview?.possible ?? 0 }),
        reason: "required",
        disabled: preview === undefined || preview.possible === 0,
        content: (
          <>
            <Select
              aria-label={t("move.from")}
              value={from}
              onChange={setFrom}
              options={others.map((version) => ({ value: version, label: t("versions.number", { version }) }))}
            />
            <ul>
              {preview?.nodes.map(({ node, to: there, count }) => (
                <li key={node}>{t("move.standing", { node, there, count })}</li>
              ))}
              {preview?.impossible.map(({ instance, node, why }) => (
                <li key={instance}>{t("move.impossible", { instance, node, why: format.text(why) })}</li>
              ))}
            </ul>
            {strange.map((node) => (
              <div key={node} className="field">
                <label>{t("move.mapped", { node })}</label>
                <Select
                  aria-label={t("move.mapped", { node })}
                  value={mapping[node] ?? null}
                  options={offered}
                  onChange={(there: string) => setMapping({ ...mapping, [node]: there })}
                />
              </div>
            ))}
          </>
        ),
        run: (reason) => migrateInstances(workflow, { from, to, mapping, reason }),
      }}
    />
  );
}
