import { useSyncExternalStore } from "react";
import type { ThemeName } from "./theme/appearance.ts";

export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** What this browser remembers. Absent: not chosen yet. */
export interface Settings {
  readonly language?: Language;
  readonly theme?: ThemeName;
  readonly personId?: string;
}

const KEY = "orderloom.settings";
const listeners = new Set<() => void>();

function readSettings(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return parse(stored);
  } catch {
    // A browser that keeps nothing, or something else under our name: as if nothing was chosen.
    return {};
  }
}

function parse(stored: object): Settings {
  const language = languages.find((known) => "language" in stored && stored.language === known);
  const theme = (["light", "dark"] as const).find((known) => "theme" in stored && stored.theme === known);
  const personId = "personId" in stored && typeof stored.personId === "string" ? stored.personId : undefined;
  return {
    ...(language === undefined ? {} : { language }),
    ...(theme === undefined ? {} : { theme }),
    ...(personId === undefined ? {} : { personId }),
  };
}

let current = readSettings();

export const settings = (): Settings => current;

export function saveSettings(change: Settings): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // It still holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSettings = (): Settings => useSyncExternalStore(subscribe, settings);

const darkWanted = () => window.matchMedia("(prefers-color-scheme: dark)");

function subscribeToSystem(listener: () => void): () => void {
  const wanted = darkWanted();
  wanted.addEventListener("change", listener);
  return () => wanted.removeEventListener("change", listener);
}

/** The chosen theme, else the system's. */
export function useThemeName(): ThemeName {
  const system = useSyncExternalStore(subscribeToSystem, () => (darkWanted().matches ? "dark" : "light"));
  return useSettings().theme ?? system;
}
