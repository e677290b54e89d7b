import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { settings, type Language } from "../../shared/settings.ts";
import { en } from "./en.ts";
import { pseudoTexts } from "./pseudo.ts";
import { zhCN } from "./zh-CN.ts";

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

/** `asked`: the address's `lng`; `pseudo` shows every translated text in brackets, so that an untranslated one stands out. */
export async function startI18n(asked: string | null): Promise<void> {
  const isPseudo = asked === "pseudo";
  const known = asked === "zh-CN" || asked === "en" ? asked : undefined;
  // The page's language is what screen readers and line breaking go by.
  i18next.on(
    "languageChanged",
    (language) => (document.documentElement.lang = language === "pseudo" ? "en" : language),
  );
  await i18next.use(initReactI18next).init({
    lng: isPseudo ? "pseudo" : (known ?? settings().language ?? browserLanguage()),
    fallbackLng: "en",
    resources: {
      "zh-CN": { translation: zhCN },
      en: { translation: en },
      ...(isPseudo ? { pseudo: { translation: pseudoTexts(en) } } : {}),
    },
    interpolation: { escapeValue: false },
  });
}
