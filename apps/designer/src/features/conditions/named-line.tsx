import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isMember, replaceAt } from "../../document/conditions/edit-condition.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";
import { LineFrame } from "./line-frame.tsx";

/** A condition that is written once under a name; it is opened and changed where it is used. */
export function NamedLine({ at, name }: { at: string; name: string }) {
  const { t } = useTranslation();
  const { root, readOnly, change, changeNamed, tree: Tree } = useBuilder();
  const { conditions } = useReading();
  const [open, setOpen] = useState(false);
  const named = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
  const names = [...new Set([...Object.keys(conditions), name])];
  return (
    <LineFrame at={at} label={t("conditions.namedLine", { name })} canMove={isMember(at)}>
      <div className="named-line">
        <Icon name="link" size={14} />
        <Select<string>
          aria-label={t("conditions.named")}
          disabled={readOnly}
          value={name}
          {...(named === undefined && { status: "error" as const })}
          options={names.map((one) => ({ value: one, label: one }))}
          onChange={(condition) => change(replaceAt(root, at, { condition }))}
        />
        {named !== undefined && (
          <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("conditions.closeNamed") : t("conditions.openNamed")}
          </button>
        )}
      </div>
      {open && named !== undefined && (
        <div className="named-body">
          <Tree
            value={named}
            readOnly={readOnly || changeNamed === undefined}
            onChange={(next) => changeNamed?.(root, { ...conditions, [name]: next })}
          />
        </div>
      )}
    </LineFrame>
  );
}
