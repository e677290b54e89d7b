import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { AppInfo } from "@orderloom/api-contract";
import { useFormat } from "../../shared/format/use-format.ts";
import { saveSettings } from "../../shared/settings.ts";
import { Notice } from "../../shared/ui/notice.tsx";

/** Somebody in no group has nothing to decide: until accounts exist one says who one is (S34). */
export function NoGroups({ app }: { app: AppInfo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const named = (id: string) => {
    const group = app.groups.find((one) => one.id === id);
    return group === undefined ? id : format.text(group.name);
  };
  return (
    <Notice kind="empty" title={t("inbox.noGroups")}>
      <p>{t("inbox.noGroupsHint")}</p>
      <div className="inbox-people">
        {app.people
          .filter(({ groups }) => groups.length > 0)
          .map(({ id, name, groups }) => (
            <Button
              key={id}
              onClick={() => {
                saveSettings({ personId: id });
                void client.invalidateQueries();
              }}
            >
              {t("inbox.workAs", { name, groups: groups.map(named).join(t("inbox.and")) })}
            </Button>
          ))}
      </div>
    </Notice>
  );
}
