import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { PromiseTable } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import type { Marked } from "../../api/http.ts";
import { promisesQuery, savePromises } from "../../api/promises.ts";
import { useEditedSetting } from "../../api/use-edited-setting.ts";
import { addPromise, aheadProblem } from "../../document/promises.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { SaveTrouble, SettingButtons } from "../../shared/ui/setting-save.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { WorkflowsCrumb } from "../../shared/ui/workflows-crumb.tsx";
import { AheadList } from "./ahead-list.tsx";
import { PromiseRow } from "./promise-row.tsx";
import "./promises.css";

/** How soon orders have to leave, and whose turn comes first: the first promise that fits an order counts. */
export function PromisesPage() {
  const { t } = useTranslation();
  const promises = useQuery(promisesQuery);
  if (promises.data !== undefined) return <Loaded stored={promises.data} />;
  return (
    <>
      <PageHead>
        <WorkflowsCrumb title={t("promises.title")} />
      </PageHead>
      {promises.error === null ? (
        <Waiting rows={4} words={t("promises.loading")} />
      ) : (
        <Failure error={promises.error} onRetry={() => void promises.refetch()} />
      )}
    </>
  );
}

function Loaded({ stored }: { readonly stored: Marked<PromiseTable> }) {
  const { t } = useTranslation();
  const channels = useAppInfo()?.channels ?? [];
  const edited = useEditedSetting(stored, { queryKey: promisesQuery.queryKey, save: savePromises });
  const { value: table, change } = edited;
  const isSaid = (table.ahead ?? []).every((_, place) => aheadProblem(table, place) === undefined);
  return (
    <>
      <PageHead actions={<SettingButtons edited={edited} saveWords={t("promises.save")} isUnfinished={!isSaid} />}>
        <WorkflowsCrumb title={t("promises.title")} />
      </PageHead>
      <div className="promises">
        <p className="quiet">
          {t("promises.hint")} <span className="by-keyboard">{t("promises.keys")}</span>
        </p>
        <SaveTrouble edited={edited} />
        {table.promises.length === 0 && (
          <Notice kind="empty" title={t("promises.none")}>
            {t("promises.noneHint")}
          </Notice>
        )}
        <ol className="promise-list" aria-label={t("promises.title")}>
          {table.promises.map((promise, index) => (
            <PromiseRow
              key={promise.id}
              promise={promise}
              place={index + 1}
              table={table}
              channels={channels}
              onChange={change}
            />
          ))}
        </ol>
        <Button icon={<Icon name="plus" />} onClick={() => change(addPromise(table))}>
          {t("promises.add")}
        </Button>
        <AheadList table={table} onChange={change} />
      </div>
    </>
  );
}
