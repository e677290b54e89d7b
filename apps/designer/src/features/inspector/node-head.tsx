import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject, LocalizedText } from "@orderloom/rule-dsl";
import { withField } from "../../document/inspector/node-edits.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { IdField } from "./choice-row.tsx";
import { useInspected } from "./inspector-context.ts";
import { wordsIn } from "./words-in.ts";

interface NodeHeadProps {
  readonly id: string;
  readonly mark: React.ReactNode;
  /** What it is called where nobody has named it. */
  readonly fallback: string;
  readonly taken: readonly string[];
  readonly onRename?: ((to: string) => void) | undefined;
  readonly onCopy?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** What it is called in both languages, and its id. */
export function NodeHead({ id, mark, fallback, taken, onRename, onCopy, onRemove }: NodeHeadProps) {
  const { t } = useTranslation();
  const { object, put, readOnly } = useInspected();
  const format = useFormat();
  const [naming, setNaming] = useState(false);
  const words = wordsIn(object["name"]);
  const name = words === undefined ? fallback : format.text(words);
  return (
    <header className="node-head">
      <div className="node-head-line">
        {mark}
        <div className="node-head-name">
          <h2>{name}</h2>
          <code className="id">{id}</code>
        </div>
        {!readOnly && (
          <span className="node-head-tools">
            <Button
              type="text"
              aria-pressed={naming}
              aria-label={t("inspector.rename", { label: name })}
              title={t("inspector.rename", { label: name })}
              icon={<Icon name="pencil" />}
              onClick={() => setNaming(!naming)}
            />
            <HeadMenu name={name} onCopy={onCopy} onRemove={onRemove} />
          </span>
        )}
      </div>
      {naming && (
        <div className="node-head-edit">
          <WordsField
            label={t("inspector.field.name")}
            value={words}
            onChange={(next) => put(withName(object, next))}
          />
          {onRename !== undefined && <IdField id={id} name={words} taken={taken} onRename={onRename} />}
        </div>
      )}
    </header>
  );
}

/** The name stands behind the type, where people look for it. */
function withName(object: JsonObject, name: LocalizedText | undefined): JsonObject {
  if (name === undefined || "name" in object) return withField(object, "name", name);
  const { type, ...rest } = object;
  return type === undefined ? { ...object, name } : { type, name, ...rest };
}

function HeadMenu({ name, onCopy, onRemove }: { name: string } & Pick<NodeHeadProps, "onCopy" | "onRemove">) {
  const { t } = useTranslation();
  if (onCopy === undefined && onRemove === undefined) return null;
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          ...(onCopy === undefined ? [] : [{ key: "copy", label: t("conditions.menu.copy") }]),
          ...(onRemove === undefined ? [] : [{ key: "remove", label: t("inspector.remove", { label: name }) }]),
        ],
        onClick: ({ key }) => (key === "copy" ? onCopy?.() : onRemove?.()),
      }}
    >
      <Button type="text" aria-label={t("inspector.change", { label: name })} icon={<Icon name="more" />} />
    </Dropdown>
  );
}
