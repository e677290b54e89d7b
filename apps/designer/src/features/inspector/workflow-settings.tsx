import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic, JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import { emptyOf, workflowProperty } from "../../document/inspector/form-schema.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { FieldProblems } from "./form-field.tsx";
import { problemsBelow } from "./field-props.ts";
import { useInspected } from "./inspector-context.ts";
import { NamedList } from "./named-list.tsx";
import { SchemaField } from "./schema-field.tsx";
import { AddField } from "./schema-form.tsx";

const always = ["description", "role"] as const;
/** What a workflow may have besides, by the role that it makes sense for. */
const byRole = {
  main: ["takes"],
  side: ["takes", "schedule"],
  part: ["keyed"],
  own: ["schedule", "startedBy"],
} as const;
const optional = ["schedule", "keyed", "startedBy", "takes"] as const;

/** The workflow itself: what it is for, what starts it, which orders it takes, what its variables are called. */
export function WorkflowSettings() {
  const { object, put, definition, readOnly } = useInspected();
  const set = (name: string, value: JsonValue | undefined): void => put({ ...object, [name]: value ?? null });
  const allowed: readonly string[] = byRole[definition.role];
  const shown = optional.filter((name) => name in definition);
  const absent = optional.filter((name) => !(name in definition) && allowed.includes(name));
  return (
    <>
      {[...always, ...shown].map((name) => (
        <SchemaField
          key={name}
          name={name}
          schema={workflowProperty(name)}
          value={object[name]}
          place={`/${name}`}
          required={name === "role" || !(name in definition)}
          onChange={(value) => set(name, value)}
        />
      ))}
      {absent.length > 0 && !readOnly && (
        <AddField
          names={absent}
          place=""
          onAdd={(name) => {
            // What a schema begins with is JSON: it is built from the schema's own literals.
            set(name, emptyOf(workflowProperty(name)) as JsonValue);
          }}
        />
      )}
      <NamedList />
      <Handlers />
      <VariableNames />
    </>
  );
}

function Handlers() {
  const { t } = useTranslation();
  const { definition, onSelect } = useInspected();
  const format = useFormat();
  const handlers = definition.on ?? [];
  if (handlers.length === 0) return null;
  return (
    <section className="named-list" aria-label={t("inspector.handlers")}>
      <h3>{t("inspector.handlers")}</h3>
      {handlers.map(({ id, name, event }) => (
        <button key={id} type="button" className="case-title" onClick={() => onSelect(`on:${id}`)}>
          <Icon name="message" size={14} />
          {name === undefined ? id : format.text(name)}
          <code>{event}</code>
        </button>
      ))}
    </section>
  );
}

/** What variables and their parts are called in sentences. */
function VariableNames() {
  const { t } = useTranslation();
  const { definition, problems, readOnly, run } = useInspected();
  const { catalogue } = useReading();
  const named = definition.variables ?? {};
  const written = catalogue.fields.map(({ path }) => path).filter((path) => /^vars(\.[a-z][A-Za-z0-9]*)+$/.test(path));
  const paths = [...new Set([...Object.keys(named), ...written])].sort();
  const put = (path: string, name: LocalizedText | undefined): void => {
    const { [path]: before, ...others } = named;
    const variables = name === undefined ? others : { ...named, [path]: { ...before, name } };
    run({ type: "set-head", head: { variables: Object.keys(variables).length === 0 ? undefined : variables } });
  };
  return (
    <section className="named-list" aria-label={t("inspector.variables")}>
      <h3>{t("inspector.variables")}</h3>
      {paths.length === 0 && <p className="form-help">{t("inspector.noVariables")}</p>}
      {paths.map((path) => (
        <VariableName
          key={path}
          path={path}
          name={named[path]?.name}
          problems={problemsBelow(problems, `/variables/${path}`)}
          readOnly={readOnly}
          onChange={(name) => put(path, name)}
        />
      ))}
    </section>
  );
}

interface VariableNameProps {
  readonly path: string;
  readonly name: LocalizedText | undefined;
  readonly problems: readonly Diagnostic[];
  readonly readOnly: boolean;
  readonly onChange: (name: LocalizedText | undefined) => void;
}

function VariableName({ path, name, problems, readOnly, onChange }: VariableNameProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <div className="variable-name">
      <button type="button" className="case-title" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
        <code>{path}</code>
        <span className={name === undefined ? "unnamed" : ""}>
          {name === undefined ? t("inspector.unnamed") : format.text(name)}
        </span>
      </button>
      {open && <WordsField label={path} disabled={readOnly} value={name} onChange={onChange} />}
      <FieldProblems problems={problems} />
    </div>
  );
}
