import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { appInfoQuery, loadDemo, useAppInfo } from "../../../api/app-info.ts";
import { formatCount } from "../../../shared/format/number.ts";
import { ErrorLine } from "../../../shared/ui/failure.tsx";
import { Notice } from "../../../shared/ui/notice.tsx";

/** Nothing under this filter, or nothing at all: then the demo shop is offered, where there is one. */
export function NoOrders({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const demo = useAppInfo()?.demo;
  if (filtered) {
    return (
      <Notice kind="empty" title={t("empty.filtered")} action={<Button onClick={onClear}>{t("empty.clear")}</Button>}>
        {t("empty.filteredHint")}
      </Notice>
    );
  }
  if (demo?.state === "loading") return <DemoProgress loaded={demo.loaded ?? 0} total={demo.total} />;
  if (demo?.state === "offer") return <DemoOffer />;
  return (
    <Notice kind="empty" title={t("empty.none")} action={<a href="/docs">{t("empty.toDocs")}</a>}>
      {t("empty.noneHint")}
    </Notice>
  );
}

function DemoOffer() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const loading = useMutation({
    mutationFn: loadDemo,
    onSuccess: () => client.invalidateQueries({ queryKey: appInfoQuery.queryKey }),
  });
  return (
    <Notice
      kind="empty"
      title={t("empty.none")}
      action={
        <>
          <Button type="primary" loading={loading.isPending} onClick={() => loading.mutate()}>
            {t("empty.loadDemo")}
          </Button>
          {loading.error !== null && <ErrorLine error={loading.error} />}
        </>
      }
    >
      {t("empty.demoHint")}
    </Notice>
  );
}

function DemoProgress({ loaded, total }: { loaded: number; total: number | undefined }) {
  const { t } = useTranslation();
  return (
    <Notice
      kind="loading"
      title={
        total === undefined
          ? t("empty.loadingDemo", { loaded: formatCount(loaded) })
          : t("empty.loadingDemoOf", { loaded: formatCount(loaded), total: formatCount(total) })
      }
    >
      <progress aria-label={t("empty.progress")} value={loaded} max={total} />
    </Notice>
  );
}
