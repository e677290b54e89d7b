import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type DefinitionKind, type JsonValue, opensRegion, type WorkflowNode } from "@orderloom/rule-dsl";
import { calendarsQuery } from "../../api/calendars.ts";
import { versionsQuery } from "../../api/versions.ts";
import { fieldsOf, itemsOf } from "../../document/json.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { fieldOptions } from "../../shared/reading/field-options.ts";
import { useOptionName } from "../../shared/reading/field-picker.tsx";
import { useReading } from "../../shared/reading/reading.ts";
import { useInspected } from "./inspector-context.ts";
import { wordsIn } from "./words-in.ts";

export type Picker =
  | { readonly kind: "definition"; readonly of: DefinitionKind }
  | { readonly kind: "version"; readonly of: DefinitionKind; readonly field: string }
  | { readonly kind: "people" }
  | { readonly kind: "calendar" }
  | { readonly kind: "parallel" }
  | { readonly kind: "node" }
  | { readonly kind: "outcomes" }
  | { readonly kind: "fields" };

const definitions: Readonly<Record<string, DefinitionKind>> = {
  decision: "decision",
  workflow: "workflow",
  form: "form",
  metric: "metric",
  quota: "quota",
};

/** The picker a field has because of what it refers to; undefined where its schema says enough. */
export function pickerOf(place: string, name: string): Picker | undefined {
  const of = definitions[name];
  if (of !== undefined && !place.includes("/input/")) return { kind: "definition", of };
  if (place === "/keyed/until") return { kind: "node" };
  switch (name) {
    case "version":
      return { kind: "version", of: "decision", field: "decision" };
    case "group":
    case "to":
      return { kind: "people" };
    case "calendar":
      return { kind: "calendar" };
    case "of":
      return { kind: "parallel" };
    case "alone":
      return { kind: "outcomes" };
    case "excluding":
      return { kind: "fields" };
    default:
      return undefined;
  }
}

interface PickerFieldProps {
  readonly picker: Picker;
  readonly value: JsonValue | undefined;
  readonly label: string;
  readonly onChange: (next: JsonValue | undefined) => void;
}

export function PickerField({ picker, ...props }: PickerFieldProps) {
  switch (picker.kind) {
    case "definition":
      return <DefinitionPicker of={picker.of} {...props} />;
    case "version":
      return <VersionPicker {...props} />;
    case "people":
      return <GroupPicker {...props} />;
    case "calendar":
      return <CalendarPicker {...props} />;
    case "parallel":
      return <NodePicker {...props} isOffered={opensRegion} />;
    case "node":
      return <NodePicker {...props} isOffered={isEntered} />;
    case "outcomes":
      return <OutcomesPicker {...props} />;
    case "fields":
      return <FieldsPicker {...props} />;
  }
}

type Props = Omit<PickerFieldProps, "picker">;
interface Offer {
  readonly value: string;
  readonly label: string;
}

/** One of a list; what is written and not in the list is shown as it is written. */
function OneOf({ value, label, offers, empty, onChange }: Props & { offers: readonly Offer[]; empty: string }) {
  const { readOnly } = useInspected();
  const text = typeof value === "string" && value !== "" && value !== "not-chosen" ? value : undefined;
  const isUnknown = text !== undefined && !offers.some((offer) => offer.value === text);
  return (
    <Select
      aria-label={label}
      disabled={readOnly}
      value={text ?? null}
      {...(isUnknown && { status: "error" as const })}
      placeholder={empty}
      showSearch={{ filterOption: (search, option) => matchesOffer(search, option) }}
      options={[...offers, ...(isUnknown ? [{ value: text, label: text }] : [])]}
      optionRender={({ data }) => <NamedOption offer={data} />}
      onChange={(chosen: string) => onChange(chosen)}
    />
  );
}

const matchesOffer = (search: string, offer: Offer | undefined): boolean =>
  `${offer?.label ?? ""} ${offer?.value ?? ""}`.toLowerCase().includes(search.trim().toLowerCase());

function NamedOption({ offer }: { offer: Offer }) {
  return (
    <span className="named-option">
      <span>{offer.label}</span>
      <code>{offer.value}</code>
    </span>
  );
}

function DefinitionPicker({ of, value, ...props }: Props & { of: DefinitionKind }) {
  const { t } = useTranslation();
  const { sources, onOpen } = useInspected();
  const format = useFormat();
  const offers = sources.definitions
    .filter(({ kind }) => kind === of)
    .map(({ id, name }) => ({ value: id, label: format.text(name) }));
  const chosen = offers.find((offer) => offer.value === value);
  return (
    <span className="picker-with-link">
      <OneOf
        {...props}
        value={value}
        offers={offers}
        empty={offers.length === 0 ? t(`inspector.none.${noneOf(of)}`) : t("inspector.choose")}
      />
      {chosen !== undefined && (
        <Button
          type="text"
          title={t("inspector.open", { name: chosen.label })}
          aria-label={t("inspector.open", { name: chosen.label })}
          icon={<Icon name="chevron-right" size={14} />}
          onClick={() => onOpen(of, chosen.value)}
        />
      )}
    </span>
  );
}

function noneOf(kind: DefinitionKind): "decision" | "workflow" | "form" | "metric" | "quota" {
  switch (kind) {
    case "workflow":
    case "form":
    case "metric":
    case "quota":
      return kind;
    case "decision":
    case "connector":
    case "template":
      return "decision";
  }
}

/** Follows the version in force when the order comes, or stays with one (S23). */
function VersionPicker({ value, label, onChange }: Props) {
  const { t } = useTranslation();
  const { object, readOnly } = useInspected();
  const kind = typeof object["workflow"] === "string" ? "workflow" : "decision";
  const id = object[kind];
  const versions = useQuery({
    ...versionsQuery({ kind, id: typeof id === "string" ? id : "" }),
    enabled: typeof id === "string" && id !== "",
  });
  const follow = "follow";
  return (
    <Select
      aria-label={label}
      disabled={readOnly}
      value={typeof value === "number" ? String(value) : follow}
      options={[
        { value: follow, label: t("inspector.follow") },
        ...(versions.data ?? []).map(({ version }) => ({
          value: String(version),
          label: t("inspector.pinned", { version }),
        })),
      ]}
      onChange={(chosen: string) => onChange(chosen === follow ? undefined : Number(chosen))}
    />
  );
}

function GroupPicker(props: Props) {
  const { t } = useTranslation();
  const { sources } = useInspected();
  const format = useFormat();
  const offers = sources.groups.map(({ id, name }) => ({ value: id, label: format.text(name) }));
  return <OneOf {...props} offers={offers} empty={t("inspector.choose")} />;
}

function CalendarPicker(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const calendars = useQuery(calendarsQuery).data?.body.calendars ?? [];
  const offers = calendars.map(({ id, name }) => ({ value: id, label: format.text(name) }));
  return <OneOf {...props} offers={offers} empty={t("inspector.choose")} />;
}

/** Every way begins at the start, so nothing can wait for its coming there. */
const isEntered = ({ type }: WorkflowNode): boolean => type !== "start";

function NodePicker({ isOffered, ...props }: Props & { readonly isOffered: (node: WorkflowNode) => boolean }) {
  const { t } = useTranslation();
  const { definition } = useInspected();
  const format = useFormat();
  const offers = Object.entries(definition.nodes).flatMap(([id, node]) =>
    isOffered(node) ? [{ value: id, label: node.name === undefined ? id : format.text(node.name) }] : [],
  );
  return <OneOf {...props} offers={offers} empty={t("inspector.choose")} />;
}

function OutcomesPicker({ value, label, onChange }: Props) {
  const { object, readOnly } = useInspected();
  const format = useFormat();
  const options = itemsOf(object["outcomes"]).flatMap((outcome) => {
    const { id, name } = fieldsOf(outcome);
    return typeof id === "string" ? [{ value: id, label: format.text(wordsIn(name) ?? { en: id }) }] : [];
  });
  return (
    <Select
      mode="multiple"
      aria-label={label}
      disabled={readOnly}
      value={textsIn(value)}
      options={options}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  );
}

function FieldsPicker({ value, label, onChange }: Props) {
  const { readOnly } = useInspected();
  const { catalogue } = useReading();
  const nameOf = useOptionName();
  const options = fieldOptions(catalogue, false)
    .filter(({ field }) => field.type === "string" || field.type === "list" || field.type === "any")
    .map((option) => ({ value: option.path, label: nameOf(option) }));
  return (
    <Select
      mode="tags"
      aria-label={label}
      disabled={readOnly}
      value={textsIn(value)}
      options={options}
      showSearch={{ filterOption: (search, option) => matchesOffer(search, option) }}
      optionRender={({ data }) => <NamedOption offer={data} />}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  );
}

const textsIn = (value: JsonValue | undefined): string[] =>
  itemsOf(value).filter((item): item is string => typeof item === "string");
