import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ActionManifest } from "@orderloom/rule-dsl";
import { fieldsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { manifestOf, useInspected } from "./inspector-context.ts";
import type { FieldControlProps } from "./field-props.ts";

/** A connector's action, with what is known of it: how often a call may reach the other side, and whether it commits. */
export function ActionField({ value, label, onChange }: FieldControlProps) {
  const { t } = useTranslation();
  const { sources, readOnly } = useInspected();
  const format = useFormat();
  const reference = fieldsOf(value);
  const connector = typeof reference["connector"] === "string" ? reference["connector"] : "";
  const name = typeof reference["name"] === "string" ? reference["name"] : "";
  const manifest = manifestOf(sources, connector, name);
  const isChosen = name !== "" && name !== "not-chosen";
  const groups = sources.connectors.map(({ id, name: owner, actions }) => ({
    label: format.text(owner),
    options: Object.entries(actions).map(([action, { name: actionName }]) => ({
      value: `${id}/${action}`,
      label: format.text(actionName),
      words: `${format.text(owner)} ${format.text(actionName)} ${id}/${action}`.toLowerCase(),
    })),
  }));
  return (
    <>
      <Select
        aria-label={label}
        disabled={readOnly}
        value={isChosen ? `${connector}/${name}` : null}
        {...(isChosen && manifest === undefined && { status: "error" as const })}
        placeholder={t("inspector.chooseAction")}
        showSearch={{ filterOption: (search, option) => wordsOf(option).includes(search.trim().toLowerCase()) }}
        options={groups}
        labelRender={() => (
          <span>
            {manifest === undefined
              ? `${connector}/${name}`
              : `${connectorName(connector)} · ${format.text(manifest.name)}`}
          </span>
        )}
        onChange={(chosen: string) => {
          const [next = "", action = ""] = chosen.split("/");
          onChange({ ...reference, connector: next, name: action });
        }}
      />
      {manifest !== undefined && <ActionNotes manifest={manifest} />}
    </>
  );

  function connectorName(id: string): string {
    const found = sources.connectors.find((one) => one.id === id);
    return found === undefined ? id : format.text(found.name);
  }
}

const wordsOf = (option: object | undefined): string =>
  option !== undefined && "words" in option && typeof option.words === "string" ? option.words : "";

function ActionNotes({ manifest }: { manifest: ActionManifest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const outcomes = (manifest.outcomes ?? []).map(({ name }) => format.text(name));
  return (
    <ul className="action-notes">
      {manifest.description !== undefined && <li>{format.text(manifest.description)}</li>}
      <li>{t(`inspector.idempotency.${manifest.idempotency}`)}</li>
      {manifest.commits === true && <li>{t("inspector.commits")}</li>}
      {outcomes.length > 0 && <li>{t("inspector.canAnswer", { outcomes: outcomes.join(" · ") })}</li>}
    </ul>
  );
}
