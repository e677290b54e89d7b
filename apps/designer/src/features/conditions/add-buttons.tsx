import { Button, Dropdown, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import type { Condition } from "@orderloom/rule-dsl";
import { append, insertAt } from "../../document/conditions/edit-condition.ts";
import { newLine } from "../../document/conditions/edit-line.ts";
import { partAt } from "../../document/conditions/part-at.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";

/** What can be put behind the last of a group; without a list, behind a condition that is no group yet. */
export function AddButtons({ list }: { list: string | undefined }) {
  const { t } = useTranslation();
  const { add, line, others } = useAdding(list);
  return (
    <div className="add-buttons">
      <Button type="link" size="small" icon={<Icon name="plus" size={14} />} onClick={() => add(line)}>
        {t("conditions.addLine")}
      </Button>
      <Button type="link" size="small" icon={<Icon name="plus" size={14} />} onClick={() => add({ any: [line] })}>
        {t("conditions.addGroup")}
      </Button>
      <Dropdown trigger={["click"]} menu={others}>
        <Button type="link" size="small" icon={<Icon name="link" size={14} />}>
          {t("conditions.addOther")}
        </Button>
      </Dropdown>
    </div>
  );
}

/** The same behind one sign, for a group inside another. */
export function AddMenu({ list }: { list: string }) {
  const { t } = useTranslation();
  const { add, line, others } = useAdding(list);
  const own: MenuProps["items"] = [
    { key: "line", icon: <Icon name="plus" size={14} />, label: t("conditions.addLine") },
    { key: "group", icon: <Icon name="plus" size={14} />, label: t("conditions.addGroup") },
  ];
  const onClick: MenuProps["onClick"] = (info) => {
    if (info.key === "line") add(line);
    else if (info.key === "group") add({ any: [line] });
    else others.onClick?.(info);
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items: [...own, ...(others.items ?? [])], onClick }}>
      <Button
        type="text"
        size="small"
        className="part-menu-button"
        aria-label={t("conditions.addHere")}
        title={t("conditions.addHere")}
        icon={<Icon name="plus" size={14} />}
      />
    </Dropdown>
  );
}

interface Adding {
  readonly add: (condition: Condition) => void;
  /** A line to begin with. */
  readonly line: Condition;
  readonly others: MenuProps;
}

function useAdding(list: string | undefined): Adding {
  const { t } = useTranslation();
  const { root, change } = useBuilder();
  const { catalogue, conditions } = useReading();
  const add = (condition: Condition): void => {
    if (list === undefined) {
      change(append(root, condition), "/all/1");
      return;
    }
    const members = partAt(root, list);
    const index = Array.isArray(members) ? members.length : 0;
    change(insertAt(root, list, index, condition), `${list}/${String(index)}`);
  };
  const names = Object.keys(conditions);
  return {
    add,
    line: newLine({ kind: "field", path: "order.total" }, catalogue),
    others: {
      items: [
        { key: "feel", icon: <Icon name="formula" size={14} />, label: t("conditions.addExpression") },
        ...(names.length === 0 ? [] : [{ type: "divider" as const }]),
        ...names.map((name) => ({ key: `named:${name}`, icon: <Icon name="link" size={14} />, label: name })),
      ],
      onClick: ({ key }) =>
        add(key === "feel" ? { feel: "order.total > 0" } : { condition: key.slice("named:".length) }),
    },
  };
}
