import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { DefinitionRow } from "@orderloom/api-contract";
import type { Routing } from "@orderloom/rule-dsl";
import type { Marked } from "../../api/http.ts";
import { routingQuery, saveRouting } from "../../api/routing.ts";
import { useEditedSetting } from "../../api/use-edited-setting.ts";
import { definitionsQuery } from "../../api/versions.ts";
import { addRoute } from "../../document/routing.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { SaveTrouble, SettingButtons } from "../../shared/ui/setting-save.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { WorkflowsCrumb } from "../../shared/ui/workflows-crumb.tsx";
import type { ConditionEditor } from "./condition-editor.ts";
import { RouteRow } from "./route-row.tsx";
import "./routing.css";

interface RoutingPageProps {
  readonly conditionEditor: ConditionEditor;
  readonly onOpenWorkflow: (id: string) => void;
}

/** Which order goes which way (S2): the first route whose condition holds takes it, so the order of the list decides. */
export function RoutingPage(props: RoutingPageProps) {
  const { t } = useTranslation();
  const routing = useQuery(routingQuery);
  const definitions = useQuery(definitionsQuery);
  const failed = routing.error ?? definitions.error;
  const isThere = routing.data !== undefined && definitions.data !== undefined;
  return (
    <>
      {!isThere && (
        <PageHead>
          <WorkflowsCrumb title={t("routing.title")} />
        </PageHead>
      )}
      {routing.data !== undefined && definitions.data !== undefined && (
        <Loaded
          {...props}
          stored={routing.data}
          workflows={definitions.data.filter(({ kind, role }) => kind === "workflow" && role === "main")}
        />
      )}
      {!isThere && failed === null && <Waiting rows={4} words={t("routing.loading")} />}
      {!isThere && failed !== null && (
        <Failure
          error={failed}
          onRetry={() => {
            void routing.refetch();
            void definitions.refetch();
          }}
        />
      )}
    </>
  );
}

interface LoadedProps extends RoutingPageProps {
  readonly stored: Marked<Routing>;
  readonly workflows: readonly DefinitionRow[];
}

function Loaded({ stored, workflows, conditionEditor, onOpenWorkflow }: LoadedProps) {
  const { t } = useTranslation();
  const edited = useEditedSetting(stored, { queryKey: routingQuery.queryKey, save: saveRouting });
  const { value: routing, change } = edited;
  return (
    <>
      <PageHead actions={<SettingButtons edited={edited} saveWords={t("routing.save")} />}>
        <WorkflowsCrumb title={t("routing.title")} />
      </PageHead>
      <div className="routing">
        <p className="quiet">{t("routing.hint")}</p>
        <SaveTrouble edited={edited} />
        {routing.routes.length === 0 && (
          <Notice kind="empty" title={t("routing.none")}>
            {t("routing.noneHint")}
          </Notice>
        )}
        <ol className="routes">
          {routing.routes.map((route, index) => (
            <RouteRow
              key={route.id}
              route={route}
              place={index + 1}
              routing={routing}
              workflow={workflows.find(({ id }) => id === route.workflow)}
              conditionEditor={conditionEditor}
              onChange={change}
              onOpenWorkflow={onOpenWorkflow}
            />
          ))}
        </ol>
        <AddRoute workflows={workflows} onAdd={(id) => change(addRoute(routing, id))} />
      </div>
    </>
  );
}

function AddRoute({
  workflows,
  onAdd,
}: {
  readonly workflows: readonly DefinitionRow[];
  readonly onAdd: (id: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const published = workflows.filter(({ live }) => live !== undefined);
  if (published.length === 0) return <p className="quiet">{t("routing.nothingPublished")}</p>;
  return (
    <Select
      className="add-route"
      aria-label={t("routing.add")}
      placeholder={t("routing.add")}
      value={null}
      showSearch={{ optionFilterProp: "label" }}
      options={published.map(({ id, name }) => ({ value: id, label: format.text(name) }))}
      onChange={(id: string | null) => id !== null && onAdd(id)}
    />
  );
}
