import { dark, families, light, type Theme } from "./tokens.ts";

export type ThemeName = "light" | "dark";

export const themes: Readonly<Record<ThemeName, Theme>> = { light, dark };

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]): [string, string] => [`--${prefix}-${kebab(name)}`, value]);

/** Every token that stylesheets use, such as `--text-primary`, `--thread-ply`, `--held-bg`, `--category-human-color`. */
function cssVariables(theme: Theme): [string, string][] {
  return [
    ...prefixed("surface", theme.surface),
    ...prefixed("text", theme.text),
    ...prefixed("brand", theme.brand),
    ...prefixed("thread", theme.thread),
    ...Object.entries(theme.status).flatMap(([status, values]) => prefixed(status, values)),
    ...Object.entries(theme.category).flatMap(([category, values]) => prefixed(`category-${category}`, values)),
    ["--font-text", families.text],
    ["--font-mono", families.mono],
  ];
}

export function dressPage(name: ThemeName): void {
  const page = document.documentElement;
  page.dataset["theme"] = name;
  page.style.colorScheme = name;
  for (const [variable, value] of cssVariables(themes[name])) page.style.setProperty(variable, value);
}
