import { Button, Dropdown, Input, type MenuProps, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Condition, decoratorNames } from "@orderloom/rule-dsl";
import { viewOf } from "../../document/conditions/condition-view.ts";
import {
  duplicateAt,
  isMember,
  negateAt,
  nudge,
  removeAt,
  replaceAt,
  unwrapAt,
  wrapAt,
} from "../../document/conditions/edit-condition.ts";
import { partAt } from "../../document/conditions/part-at.ts";
import { toggleDecoration } from "../../document/conditions/edit-line.ts";
import type { Decoration } from "../../document/conditions/line.ts";
import { freeName } from "../../document/conditions/named-conditions.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";

interface PartMenuProps {
  readonly at: string;
  readonly isGroup: boolean;
}

const decorations = decoratorNames.filter((name): name is Decoration => name !== "someFact" && name !== "everyFact");

/** Everything that can be done with a part. */
export function PartMenu({ at, isGroup }: PartMenuProps) {
  const { t } = useTranslation();
  const builder = useBuilder();
  const [naming, setNaming] = useState(false);
  const { root, change, changeNamed } = builder;
  const part = viewOf(partAt(root, at), at);
  const actions: Readonly<Record<string, () => void>> = {
    up: () => {
      const moved = nudge(root, at, -1);
      change(moved.condition, moved.at);
    },
    down: () => {
      const moved = nudge(root, at, 1);
      change(moved.condition, moved.at);
    },
    copy: () => change(duplicateAt(root, at)),
    group: () => change(wrapAt(root, at, "all"), at),
    not: () => change(negateAt(root, at), at),
    unwrap: () => change(unwrapAt(root, at)),
    name: () => setNaming(true),
    remove: () => change(removeAt(root, at)),
    ...Object.fromEntries(
      decorations.map((decoration) => [
        decoration,
        () => {
          if (part.kind === "fact") change(replaceAt(root, at, toggleDecoration(part.leaf, decoration)));
        },
      ]),
    ),
  };
  const item = (key: string, label: string, keys?: string): NonNullable<MenuProps["items"]>[number] => ({
    key,
    label: (
      <span className="part-menu-item">
        {label}
        {keys !== undefined && <kbd>{keys}</kbd>}
      </span>
    ),
  });
  const items: MenuProps["items"] = [
    ...(isMember(at)
      ? [item("up", t("conditions.menu.up"), "Alt ↑"), item("down", t("conditions.menu.down"), "Alt ↓")]
      : []),
    item("copy", t("conditions.menu.copy"), "Ctrl D"),
    item("group", t("conditions.menu.group"), "Alt G"),
    item("not", t("conditions.menu.not"), "Alt N"),
    ...(isGroup ? [item("unwrap", t("conditions.menu.unwrap"))] : []),
    ...(part.kind === "fact"
      ? [
          {
            key: "compare",
            label: t("conditions.menu.compare"),
            children: decorations.map((name) => ({ key: name, label: t(`conditions.decoration.${name}`) })),
          },
        ]
      : []),
    ...(changeNamed === undefined || part.kind === "named" ? [] : [item("name", t("conditions.menu.name"))]),
    { type: "divider" },
    item("remove", t("conditions.menu.remove"), "Alt ⌫"),
  ];
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => actions[key]?.() }}>
        <Button
          type="text"
          size="small"
          className="part-menu-button"
          aria-label={t("conditions.menu.open")}
          icon={<Icon name="more" size={16} />}
        />
      </Dropdown>
      {naming && changeNamed !== undefined && (
        <NameDialog at={at} onClose={() => setNaming(false)} onName={changeNamed} />
      )}
    </>
  );
}

interface NameDialogProps {
  readonly at: string;
  readonly onClose: () => void;
  readonly onName: (next: Condition, conditions: Readonly<Record<string, Condition>>) => void;
}

/** Writes a part down under a name; the place it stood in then refers to it. */
function NameDialog({ at, onClose, onName }: NameDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const { root } = useBuilder();
  const { conditions } = useReading();
  const [name, setName] = useState(() => freeName(conditions, t("conditions.newName")));
  const taken = Object.hasOwn(conditions, name.trim());
  const save = (): void => {
    const part = partAt(root, at) as Condition; // the menu is that of a part of the condition
    onName(replaceAt(root, at, { condition: name.trim() }), { ...conditions, [name.trim()]: part });
    onClose();
  };
  return (
    <Modal
      open
      width={400}
      title={t("conditions.menu.name")}
      closable={{ "aria-label": t("action.close") }}
      onCancel={onClose}
      footer={
        <Button type="primary" disabled={name.trim() === "" || taken} onClick={save}>
          {t("conditions.saveName")}
        </Button>
      }
    >
      <p className="dialog-sentence">{t("conditions.nameHint")}</p>
      <div className="field">
        <label htmlFor={id}>{t("conditions.nameLabel")}</label>
        <Input
          id={id}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        {taken && <span className="field-help">{t("conditions.nameTaken")}</span>}
      </div>
    </Modal>
  );
}
