import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Failure } from "../shared/ui/failure.tsx";
import { Notice } from "../shared/ui/notice.tsx";
import { PageHead } from "../shared/ui/page-head.tsx";
import { Waiting } from "../shared/ui/waiting.tsx";
import { ApiError } from "../api/http.ts";
import { NotDrawableError } from "./workflow/draft-remote.ts";
import { storedDraftQuery } from "./workflow/use-draft.ts";
import { WorkflowDesk } from "./workflow/workflow-desk.tsx";

/** One workflow on its drawing board. */
export function WorkflowPage({ id, through }: { readonly id: string; readonly through: readonly string[] }) {
  const { t } = useTranslation();
  const stored = useQuery(storedDraftQuery(id));
  if (stored.data !== undefined) return <WorkflowDesk id={id} through={through} stored={stored.data} />;
  return (
    <>
      <PageHead>
        <Link to="/workflows">{t("workflows.title")}</Link>
        <h1>{id}</h1>
      </PageHead>
      {stored.isPending && <Waiting rows={8} words={t("canvas.fetching")} />}
      {stored.error !== null && <NoDraft error={stored.error} onRetry={() => void stored.refetch()} />}
    </>
  );
}

function NoDraft({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const back = <Link to="/workflows">{t("canvas.toWorkflows")}</Link>;
  if (error instanceof NotDrawableError)
    return (
      <Notice kind="error" title={t("canvas.notDrawable")} action={back}>
        {t("canvas.notDrawableHint")}
      </Notice>
    );
  if (error instanceof ApiError && error.status === 404)
    return (
      <Notice kind="empty" title={t("canvas.noSuch")} action={back}>
        {t("canvas.noSuchHint")}
      </Notice>
    );
  return <Failure error={error} onRetry={onRetry} />;
}
