import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { appInfoQuery } from "../api/app-info.ts";
import { TimeZone } from "../shared/format/use-format.ts";
import { Icon } from "../shared/icons/icon.tsx";
import { Logo } from "../shared/logo.tsx";
import { settings } from "../shared/settings.ts";
import { Failure } from "../shared/ui/failure.tsx";
import { Waiting } from "../shared/ui/waiting.tsx";
import { InboxLink } from "./inbox-link.tsx";
import { SettingsMenu } from "./settings-menu.tsx";
import "./shell.css";

/** Rail and page; on a phone the rail is a tab bar below. Only what works is shown. */
export function Shell({ children }: { children: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  const app = useQuery(appInfoQuery);
  const organisationLanguage = app.data?.language;
  useEffect(() => {
    const undecided = settings().language === undefined && !speaksOurs(navigator.languages);
    if (undecided && organisationLanguage !== undefined) void i18n.changeLanguage(organisationLanguage);
  }, [i18n, organisationLanguage]);
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        {t("shell.skip")}
      </a>
      <nav className="rail" aria-label={t("shell.navigation")}>
        <Link to="/orders" className="rail-logo" aria-label={t("shell.home")}>
          <Logo />
        </Link>
        <WorkflowsLink />
        <Link to="/orders" className="rail-item" activeProps={{ className: "rail-item rail-item-active" }}>
          <Icon name="orders" size={20} />
          {t("shell.orders")}
        </Link>
        <InboxLink groups={app.data?.me.groups ?? []} />
        <Link to="/measures" className="rail-item" activeProps={{ className: "rail-item rail-item-active" }}>
          <Icon name="metrics" size={20} />
          {t("shell.metrics")}
        </Link>
        <Link to="/quotas" className="rail-item" activeProps={{ className: "rail-item rail-item-active" }}>
          <Icon name="hash" size={20} />
          {t("shell.quotas")}
        </Link>
        <span className="rail-rest" />
        <SettingsMenu app={app.data} />
      </nav>
      <main className="page" id="page" tabIndex={-1}>
        {app.data !== undefined && <TimeZone value={app.data.timeZone}>{children}</TimeZone>}
        {app.isPending && <Waiting rows={8} words={t("shell.starting")} />}
        {app.data === undefined && app.error !== null && (
          <Failure error={app.error} onRetry={() => void app.refetch()} />
        )}
      </main>
    </div>
  );
}

/** The list of routes, the promises and the decisions that workflows call belong to the workflows: one goes there from them. */
function WorkflowsLink() {
  const { t } = useTranslation();
  const isBelow = useLocation({
    select: ({ pathname }) => /^\/(routing|promises|calendars|definitions)\b/.test(pathname),
  });
  return (
    <Link
      to="/workflows"
      className={isBelow ? "rail-item rail-item-active" : "rail-item"}
      activeProps={{ className: "rail-item rail-item-active" }}
    >
      <Icon name="workflow" size={20} />
      {t("shell.workflows")}
    </Link>
  );
}

const speaksOurs = (preferred: readonly string[]) => preferred.some((tag) => /^(zh|en)\b/.test(tag));
