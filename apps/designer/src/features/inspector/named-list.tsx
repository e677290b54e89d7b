import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { conditionText } from "@orderloom/rule-dsl";
import { soundOf } from "../../document/conditions/condition-view.ts";
import { freeName, renameCondition, usesOf } from "../../document/conditions/named-conditions.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage, useReading } from "../../shared/reading/reading.ts";
import { useDraft } from "../../shared/reading/use-draft.ts";
import { problemsWithin } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";

/** The workflow's named conditions: written once, used in many places. */
export function NamedList() {
  const { t } = useTranslation();
  const { definition, run, readOnly } = useInspected();
  const conditions = definition.conditions ?? {};
  const names = Object.keys(conditions);
  const add = (): void =>
    run({
      type: "set-head",
      head: { conditions: { ...conditions, [freeName(conditions, t("conditions.newName"))]: { all: [] } } },
    });
  return (
    <section className="named-list" aria-label={t("inspector.namedConditions")}>
      <h3>{t("inspector.namedConditions")}</h3>
      {names.length === 0 && <p className="form-help">{t("inspector.noNamed")}</p>}
      {names.map((name) => (
        <NamedOne key={name} name={name} />
      ))}
      {!readOnly && (
        <Button type="link" size="small" className="add-field" icon={<Icon name="plus" size={14} />} onClick={add}>
          {t("inspector.addNamed")}
        </Button>
      )}
    </section>
  );
}

function NamedOne({ name }: { name: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { catalogue, baseCurrency, timeZone } = useReading();
  const { definition, run, readOnly, problems, renderCondition } = useInspected();
  const [open, setOpen] = useState(false);
  const conditions = definition.conditions ?? {};
  const condition = conditions[name];
  const uses = usesOf(definition, name);
  const draft = useDraft(name, (text) => {
    const next = text.trim();
    if (next !== "" && !Object.hasOwn(conditions, next))
      run({ type: "replace-definition", definition: renameCondition(definition, name, next) });
  });
  if (condition === undefined) return null;
  const { [name]: _gone, ...others } = conditions;
  return (
    <div className="named-one">
      <div className="choice-head">
        <button type="button" className="case-title" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
          {name}
        </button>
        <span className="form-help">{t("inspector.usedIn", { count: uses.length })}</span>
        {!readOnly && uses.length === 0 && (
          <Button
            type="text"
            size="small"
            aria-label={t("inspector.remove", { label: name })}
            icon={<Icon name="trash" size={14} />}
            onClick={() => run({ type: "set-head", head: { conditions: others } })}
          />
        )}
      </div>
      {!open && (
        <p className="form-help">
          {conditionText(soundOf(condition), { catalogue, baseCurrency, timeZone }, language)}
        </p>
      )}
      {open && (
        <>
          <Uses name={name} uses={uses} />
          <Input
            aria-label={t("conditions.nameLabel")}
            disabled={readOnly}
            value={draft.value}
            onChange={draft.onChange}
            onBlur={draft.onBlur}
            onKeyDown={draft.onKeyDown}
          />
          {renderCondition({
            value: condition,
            problems: problemsWithin(problems, `/conditions/${name}`),
            readOnly,
            onChange: (next) => run({ type: "set-head", head: { conditions: { ...conditions, [name]: next } } }),
          })}
        </>
      )}
    </div>
  );
}

/** Each place that uses it, by the node it stands in. */
function Uses({ uses }: { name: string; uses: readonly string[] }) {
  const { t } = useTranslation();
  const { definition, onSelect } = useInspected();
  const nodes = [
    ...new Set(
      uses.map((use) => use.split("/")).flatMap(([, part, id]) => (part === "nodes" && id !== undefined ? [id] : [])),
    ),
  ];
  return (
    <p className="named-uses">
      {nodes.map((id) => (
        <button key={id} type="button" className="link-button" onClick={() => onSelect(id)}>
          {t("inspector.goTo", { name: nameOf(definition.nodes[id]?.name, id) })}
        </button>
      ))}
    </p>
  );
}

const nameOf = (name: Readonly<Record<string, string>> | undefined, id: string): string =>
  name?.["zh-CN"] ?? name?.["en"] ?? id;
