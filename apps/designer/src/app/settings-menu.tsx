import { Drawer, Popover, Segmented, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppInfo } from "@orderloom/api-contract";
import { Icon } from "../shared/icons/icon.tsx";
import { useIsPhone } from "../shared/media.ts";
import { type Language, languages, saveSettings, useSettings, useThemeName } from "../shared/settings.ts";
import type { ThemeName } from "../shared/theme/appearance.ts";

// Each language is named in itself, whichever is in use.
const languageNames: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

/** Language, theme, who is working, and the way to the API: what one person sets for this browser. */
export function SettingsMenu({ app }: { app: AppInfo | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const isPhone = useIsPhone();
  const item = (
    <button
      type="button"
      className="rail-item"
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={isPhone ? () => setOpen(true) : undefined}
    >
      <Icon name="settings" size={20} />
      {t("shell.settings")}
    </button>
  );
  if (isPhone) {
    return (
      <>
        {item}
        <Drawer
          open={open}
          placement="bottom"
          size={420}
          title={t("shell.settings")}
          closable={{ "aria-label": t("action.close") }}
          onClose={() => setOpen(false)}
        >
          <SettingsPanel app={app} />
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      arrow={false}
      content={<SettingsPanel app={app} />}
    >
      {item}
    </Popover>
  );
}

function SettingsPanel({ app }: { app: AppInfo | undefined }) {
  const { t, i18n } = useTranslation();
  const theme = useThemeName();
  return (
    <div className="settings-panel">
      <Setting label={t("settings.language")}>
        <Segmented<Language>
          block
          aria-label={t("settings.language")}
          value={languages.find((language) => language === i18n.language) ?? "en"}
          options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
          onChange={(language) => {
            saveSettings({ language });
            void i18n.changeLanguage(language);
          }}
        />
      </Setting>
      <Setting label={t("settings.theme")}>
        <Segmented<ThemeName>
          block
          aria-label={t("settings.theme")}
          value={theme}
          options={[
            { value: "light", label: t("settings.light") },
            { value: "dark", label: t("settings.dark") },
          ]}
          onChange={(name) => saveSettings({ theme: name })}
        />
      </Setting>
      {app !== undefined && app.people.length > 0 && <PersonSetting app={app} />}
      <a className="settings-link" href="/docs" target="_blank" rel="noreferrer">
        <Icon name="code" />
        {t("settings.api")}
      </a>
      {app !== undefined && (
        <p className="settings-version">
          {app.name} {app.version}
        </p>
      )}
    </div>
  );
}

/** Until accounts exist a person says who they are (S34). */
function PersonSetting({ app }: { app: AppInfo }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const chosen = useSettings().personId;
  const { id: value } = app.people.find(({ id }) => id === chosen) ?? app.me;
  return (
    <Setting label={t("settings.person")}>
      <Select
        className="settings-person"
        aria-label={t("settings.person")}
        value={value}
        options={app.people.map(({ id, name, groups }) => ({ value: id, label: [name, ...groups].join(" · ") }))}
        onChange={(personId: string) => {
          saveSettings({ personId });
          void client.invalidateQueries();
        }}
      />
    </Setting>
  );
}

function Setting({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="setting">
      <span className="setting-label">{label}</span>
      {children}
    </div>
  );
}
