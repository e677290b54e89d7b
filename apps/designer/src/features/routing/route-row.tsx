import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DefinitionRow } from "@orderloom/api-contract";
import {
  catalogueFor,
  type Condition,
  conditionText,
  isCondition,
  type JsonObject,
  type Routing,
} from "@orderloom/rule-dsl";
import { versionQuery } from "../../api/versions.ts";
import { moveRoute, pauseRoute, removeRoute, type Route, setRouteCondition } from "../../document/routing.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import type { ConditionEditor } from "./condition-editor.ts";

interface RouteRowProps {
  readonly route: Route;
  /** From 1. */
  readonly place: number;
  readonly routing: Routing;
  readonly workflow: DefinitionRow | undefined;
  readonly conditionEditor: ConditionEditor;
  readonly onChange: (routing: Routing) => void;
  readonly onOpenWorkflow: (id: string) => void;
}

/** One route: its place, what it takes in words, and the workflow the order then follows. */
export function RouteRow({
  route,
  place,
  routing,
  workflow,
  conditionEditor,
  onChange,
  onOpenWorkflow,
}: RouteRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const live = workflow?.live;
  const definition = useQuery({
    ...versionQuery({ kind: "workflow", id: route.workflow }, live ?? 0),
    enabled: live !== undefined && route.when === undefined,
  });
  const asked: Condition | undefined = route.when ?? takesOf(definition.data);
  const name = workflow === undefined ? route.workflow : format.text(workflow.name);
  const move = (by: -1 | 1) => onChange(moveRoute(routing, route.id, by));
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li className={route.paused === true ? "route route-paused" : "route"} onKeyDown={onKeyDown}>
      <span className="route-place">{place}</span>
      <div className="route-words">
        <p className="route-name">
          <button type="button" className="link-button" onClick={() => onOpenWorkflow(route.workflow)}>
            {name}
          </button>
          <State route={route} workflow={workflow} />
        </p>
        <Sentence asked={asked} isOwn={route.when === undefined} />
        {isOpen && (
          <div className="route-condition">
            {conditionEditor({
              value: asked,
              onChange: (when) => onChange(setRouteCondition(routing, route.id, when)),
            })}
            {route.when !== undefined && (
              <Button
                type="link"
                size="small"
                onClick={() => onChange(setRouteCondition(routing, route.id, undefined))}
              >
                {t("routing.dropCondition")}
              </Button>
            )}
          </div>
        )}
      </div>
      <span className="route-tools">
        <Button
          size="small"
          aria-label={t("routing.up", { name })}
          icon={<Icon name="chevron-up" size={14} />}
          disabled={place === 1}
          onClick={() => move(-1)}
        />
        <Button
          size="small"
          aria-label={t("routing.down", { name })}
          icon={<Icon name="chevron-down" size={14} />}
          disabled={place === routing.routes.length}
          onClick={() => move(1)}
        />
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("routing.close") : t("routing.condition")}
        </Button>
        <Button size="small" onClick={() => onChange(pauseRoute(routing, route.id, route.paused !== true))}>
          {route.paused === true ? t("routing.resume") : t("routing.pause")}
        </Button>
        <Button
          size="small"
          aria-label={t("routing.remove", { name })}
          icon={<Icon name="cross" size={14} />}
          onClick={() => onChange(removeRoute(routing, route.id))}
        />
      </span>
    </li>
  );
}

function State({ route, workflow }: Pick<RouteRowProps, "route" | "workflow">) {
  const { t } = useTranslation();
  if (workflow?.live === undefined)
    return (
      <Chip tone="incident" icon="alert">
        {t("routing.notPublished")}
      </Chip>
    );
  return (
    <>
      <span className="quiet">{t("versions.number", { version: workflow.live })}</span>
      {(route.paused === true || workflow.paused !== undefined) && (
        <Chip tone="held" icon="pause">
          {t("routing.paused")}
        </Chip>
      )}
      {workflow.paused !== undefined && <span className="quiet">{workflow.paused.reason}</span>}
    </>
  );
}

/** What it takes: by its own condition, else by what the workflow in force says of itself. */
function Sentence({ asked, isOwn }: { readonly asked: Condition | undefined; readonly isOwn: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.startsWith("zh") ? "zh-CN" : "en";
  const sentence = useMemo(
    () => (asked === undefined ? undefined : conditionText(asked, { catalogue: catalogueFor() }, language)),
    [asked, language],
  );
  return (
    <p className="route-sentence">
      {sentence === undefined ? t("routing.takesAll") : t("routing.takes", { condition: sentence })}
      {isOwn && sentence !== undefined && <span className="quiet"> · {t("routing.own")}</span>}
    </p>
  );
}

function takesOf(definition: JsonObject | undefined): Condition | undefined {
  const takes = definition?.["takes"];
  return isCondition(takes) ? takes : undefined;
}
