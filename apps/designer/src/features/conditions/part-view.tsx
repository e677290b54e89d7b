import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { ConditionView, GroupKind } from "../../document/conditions/condition-view.ts";
import { isMember, moveTo, regroupAt } from "../../document/conditions/edit-condition.ts";
import { lineOf } from "../../document/conditions/line.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { AddButtons, AddMenu } from "./add-buttons.tsx";
import { useBuilder } from "./builder.ts";
import { ExpressionLine } from "./expression-line.tsx";
import { FieldLine } from "./field-line.tsx";
import { LineFrame } from "./line-frame.tsx";
import { NamedLine } from "./named-line.tsx";
import { onPartKey } from "./part-keys.ts";
import { PartMenu } from "./part-menu.tsx";
import { VerdictMark } from "./verdict-mark.tsx";

/** One part of a condition, whatever it is. */
export function PartView({ view }: { view: ConditionView }) {
  switch (view.kind) {
    case "group":
      return <GroupView view={view} />;
    case "not":
      return <NotView view={view} />;
    case "named":
      return <NamedLine at={view.at} name={view.name} />;
    case "fact":
    case "feel": {
      const line = lineOf(view.leaf);
      return line === undefined ? (
        <ExpressionLine at={view.at} leaf={view.leaf} />
      ) : (
        <FieldLine at={view.at} leaf={view.leaf} line={line} />
      );
    }
    case "other":
      return <OtherLine at={view.at} json={view.json} />;
  }
}

type Group = Extract<ConditionView, { kind: "group" }>;
const kinds: readonly GroupKind[] = ["all", "any", "none"];

function GroupView({ view }: { view: Group }) {
  const { t } = useTranslation();
  const builder = useBuilder();
  const { at, group, list, members } = view;
  return (
    <div
      className="condition-group"
      role="group"
      aria-label={t(`conditions.kindOf.${group}`)}
      data-at={at}
      tabIndex={-1}
      onKeyDownCapture={(event) => onPartKey(event, at, builder)}
    >
      <div className="group-head">
        <span className="group-knot" aria-hidden="true" />
        <Segmented<GroupKind>
          size="small"
          aria-label={t("conditions.groupKind")}
          disabled={builder.readOnly}
          value={group}
          options={kinds.map((kind) => ({ value: kind, label: t(`conditions.kind.${kind}`) }))}
          onChange={(kind) => builder.change(regroupAt(builder.root, at, kind))}
        />
        <span className="group-words">{t(`conditions.kindWords.${group}`)}</span>
        <VerdictMark at={at} />
        {at !== "" && !builder.readOnly && (
          <span className="group-tools">
            <AddMenu list={list} />
            <PartMenu at={at} isGroup />
          </span>
        )}
      </div>
      <div className="group-members">
        {members.map((member, index) => (
          <div key={member.at} className={`group-member group-member-${member.kind}`}>
            <DropPlace list={list} index={index} />
            <PartView view={member} />
          </div>
        ))}
        <DropPlace list={list} index={members.length} />
        {members.length === 0 && <p className="group-empty">{t("conditions.emptyGroup")}</p>}
      </div>
      {at === "" && !builder.readOnly && <AddButtons list={list} />}
    </div>
  );
}

/** Where a dragged part may be let go, between two members. */
function DropPlace({ list, index }: { list: string; index: number }) {
  const { root, dragged, drag, change } = useBuilder();
  if (dragged === undefined || `${list}/`.startsWith(`${dragged}/`)) return null;
  return (
    <div
      className="drop-place"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        drag(undefined);
        change(moveTo(root, dragged, list, index));
      }}
    />
  );
}

function NotView({ view }: { view: Extract<ConditionView, { kind: "not" }> }) {
  const { t } = useTranslation();
  const builder = useBuilder();
  const { readOnly } = builder;
  return (
    <div
      className="condition-group condition-not"
      role="group"
      aria-label={t("conditions.not")}
      data-at={view.at}
      tabIndex={-1}
      onKeyDownCapture={(event) => onPartKey(event, view.at, builder)}
    >
      <div className="group-head">
        <span className="group-knot" aria-hidden="true" />
        <strong>{t("conditions.not")}</strong>
        <span className="group-words">{t("conditions.notWords")}</span>
        <VerdictMark at={view.at} />
        {!readOnly && <PartMenu at={view.at} isGroup />}
      </div>
      <div className="group-members">
        <div className="group-member">
          <PartView view={view.inner} />
        </div>
      </div>
    </div>
  );
}

/** What the builder has no line for is shown as it is written, and changed as text. */
function OtherLine({ at, json }: { at: string; json: unknown }) {
  const { t } = useTranslation();
  const { onCode } = useBuilder();
  return (
    <LineFrame at={at} label={t("conditions.asWritten")} canMove={isMember(at)}>
      <div className="other-line">
        <p>{t("conditions.other")}</p>
        <pre>{JSON.stringify(json, null, 1)}</pre>
        {onCode !== undefined && (
          <Button type="link" size="small" icon={<Icon name="code" size={14} />} onClick={onCode}>
            {t("conditions.toCode")}
          </Button>
        )}
      </div>
    </LineFrame>
  );
}
