import { Button, Dropdown, Input } from "antd";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { isSlug, slugOf } from "../../document/inspector/node-edits.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { useInspected } from "./inspector-context.ts";

interface ChoiceMenuProps {
  readonly label: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly canRemove: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** Moves and removes one of a list. */
export function ChoiceMenu({ label, isFirst, isLast, canRemove, onMove, onRemove }: ChoiceMenuProps) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  if (readOnly) return null;
  const actions: Readonly<Record<string, () => void>> = {
    up: () => onMove(-1),
    down: () => onMove(1),
    remove: onRemove,
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "up", label: t("conditions.menu.up"), disabled: isFirst },
          { key: "down", label: t("conditions.menu.down"), disabled: isLast },
          { type: "divider" },
          { key: "remove", label: t("inspector.remove", { label }), disabled: !canRemove },
        ],
        onClick: ({ key }) => actions[key]?.(),
      }}
    >
      <Button
        type="text"
        size="small"
        aria-label={t("inspector.change", { label })}
        icon={<Icon name="more" size={16} />}
      />
    </Dropdown>
  );
}

interface IdFieldProps {
  readonly id: string;
  readonly name: LocalizedText | undefined;
  readonly taken: readonly string[];
  readonly onRename: (to: string) => void;
}

/** The id of a part: by which logic and other systems know it. It can be taken from the English name. */
export function IdField({ id, name, taken, onRename }: IdFieldProps) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  const draft = useDraft(id, (text) => {
    const next = text.trim();
    if (isSlug(next) && !taken.includes(next)) onRename(next);
  });
  const wrong =
    draft.isEditing && draft.value !== id && (!isSlug(draft.value.trim()) || taken.includes(draft.value.trim()));
  const fromName = slugOf(name?.["en"] ?? "");
  const offers = fromName !== "" && fromName !== id && !taken.includes(fromName);
  return (
    <span className="id-field">
      <Input
        className="mono-input"
        aria-label={t("inspector.id")}
        prefix={<span className="words-tag">{t("inspector.idShort")}</span>}
        disabled={readOnly}
        {...(wrong && { status: "error" as const })}
        value={draft.value}
        onChange={draft.onChange}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
      {offers && !readOnly && (
        <Button type="link" size="small" onClick={() => onRename(fromName)}>
          {t("inspector.idFromName", { id: fromName })}
        </Button>
      )}
      {wrong && <span className="form-help">{t("inspector.idRule")}</span>}
    </span>
  );
}
