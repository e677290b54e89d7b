import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { settings, type Language } from "../../shared/settings.ts";
import { pseudoTexts, type Texts } from "./pseudo.ts";
import type { zhCN } from "./zh-CN.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
  }
}

/** The first language of the browser that we speak; English for the rest of the world, until the organisation is known. */
function browserLanguage(): Language {
  const spoken = navigator.languages.find((tag) => /^(zh|en)\b/.test(tag));
  return spoken?.startsWith("zh") === true ? "zh-CN" : "en";
}

/** Only the language in use is fetched; another one when it is chosen. Both have every key. */
async function textsOf(language: string): Promise<Texts> {
  if (language === "zh-CN") return (await import("./zh-CN.ts")).zhCN;
  const { en } = await import("./en.ts");
  return language === "pseudo" ? pseudoTexts(en) : en;
}

const fetched: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, _namespace, done) => {
    textsOf(language).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};

/** `asked`: the address's `lng`; `pseudo` shows every translated text in brackets, so that an untranslated one stands out. */
export async function startI18n(asked: string | null): Promise<void> {
  const isPseudo = asked === "pseudo";
  const known = asked === "zh-CN" || asked === "en" ? asked : undefined;
  // The page's language is what screen readers and line breaking go by.
  i18next.on(
    "languageChanged",
    (language) => (document.documentElement.lang = language === "pseudo" ? "en" : language),
  );
  await i18next
    .use(fetched)
    .use(initReactI18next)
    .init({
      lng: isPseudo ? "pseudo" : (known ?? settings().language ?? browserLanguage()),
      fallbackLng: false,
      load: "currentOnly",
      interpolation: { escapeValue: false },
    });
}
