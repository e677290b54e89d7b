import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import { themes, type ThemeName } from "../../shared/theme/appearance.ts";
import { fieldAt, type NameOffer, type NamesHere, namesAt } from "./names-in-json.ts";
import type { Schema } from "./schema.ts";

/** What is known of a text that is being edited, by its address. */
interface Known {
  readonly names: NamesHere;
  readonly language: "zh-CN" | "en";
  readonly describe: (field: NonNullable<NameOffer["field"]>) => string;
}
const known = new Map<string, Known>();

export const tellOf = (uri: monaco.Uri, what: Known): void => void known.set(uri.toString(), what);
export const forget = (uri: monaco.Uri): void => {
  known.delete(uri.toString());
  schemas.delete(uri.toString());
};

const schemas = new Map<string, Schema>();

/** Completion and hover by the JSON Schema. What is wrong is said by `check` alone, in our own words. */
export function setSchema(uri: monaco.Uri, schema: Schema): void {
  schemas.set(uri.toString(), schema);
  jsonDefaults.setDiagnosticsOptions({
    validate: true,
    schemaValidation: "ignore",
    enableSchemaRequest: false,
    schemas: [...schemas].map(([file, one]) => ({ uri: `${file}.schema`, fileMatch: [file], schema: one })),
  });
}

function rangeOf(model: monaco.editor.ITextModel, from: number, to: number): monaco.Range {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  return new monaco.Range(start.lineNumber, start.column, end.lineNumber, end.column);
}

const itemKinds: Readonly<Record<NameOffer["kind"], monaco.languages.CompletionItemKind>> = {
  field: monaco.languages.CompletionItemKind.Field,
  function: monaco.languages.CompletionItemKind.Function,
  operator: monaco.languages.CompletionItemKind.Operator,
  condition: monaco.languages.CompletionItemKind.Reference,
};

monaco.languages.registerCompletionItemProvider("json", {
  triggerCharacters: [".", "=", "$", '"'],
  provideCompletionItems(model, position) {
    const what = known.get(model.uri.toString());
    if (what === undefined) return { suggestions: [] };
    const offers = namesAt(model.getValue(), model.getOffsetAt(position), what.names);
    return {
      suggestions: offers.map(({ insert, kind, field, from, to }) => ({
        label: field === undefined ? insert : { label: insert, description: field.name[what.language] },
        kind: itemKinds[kind],
        insertText: insert,
        filterText: field === undefined ? insert : `${insert} ${field.name["zh-CN"]} ${field.name.en}`,
        range: rangeOf(model, from, to),
        ...(field !== undefined && { documentation: what.describe(field) }),
      })),
    };
  },
});

monaco.languages.registerHoverProvider("json", {
  provideHover(model, position) {
    const what = known.get(model.uri.toString());
    const found = what && fieldAt(model.getValue(), model.getOffsetAt(position), what.names);
    if (what === undefined || found === undefined) return null;
    const { field, from, to } = found;
    return {
      range: rangeOf(model, from, to),
      contents: [{ value: `**${field.name[what.language]}** \`${field.path}\`` }, { value: what.describe(field) }],
    };
  },
});

for (const name of ["light", "dark"] as const) monaco.editor.defineTheme(themeOf(name), themeData(name));

export function themeOf(name: ThemeName): string {
  return `orderloom-${name}`;
}

/** JSON colours its brackets by depth whatever the editor's option says: all depths have one colour then. */
function brackets(colour: string): Readonly<Record<string, string>> {
  const depths = [1, 2, 3, 4, 5, 6].map(
    (depth) => [`editorBracketHighlight.foreground${String(depth)}`, colour] as const,
  );
  return Object.fromEntries(depths);
}

function themeData(name: ThemeName): monaco.editor.IStandaloneThemeData {
  const { surface, text, brand, status, category } = themes[name];
  const plain = (colour: string) => colour.replace("#", "");
  return {
    base: name === "dark" ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "string.key.json", foreground: plain(text.primary) },
      { token: "string.value.json", foreground: plain(brand.base) },
      { token: "number.json", foreground: plain(category.action.color) },
      { token: "keyword.json", foreground: plain(category.decision.color) },
      { token: "delimiter", foreground: plain(text.tertiary) },
    ],
    colors: {
      ...brackets(text.secondary),
      "editor.background": surface.surface,
      "editor.foreground": text.primary,
      "editorLineNumber.foreground": text.tertiary,
      "editorLineNumber.activeForeground": text.secondary,
      "editor.lineHighlightBackground": surface.surfaceAlt,
      "editor.selectionBackground": brand.bg,
      "editorIndentGuide.background1": surface.hairline,
      "editorWidget.background": surface.surface,
      "editorWidget.border": surface.border,
      "editorSuggestWidget.selectedBackground": brand.bg,
      "editorSuggestWidget.selectedForeground": text.primary,
      "editorHoverWidget.background": surface.surface,
      "editorHoverWidget.border": surface.border,
      "editorError.foreground": status.incident.color,
      "editorWarning.foreground": status.held.color,
      focusBorder: brand.base,
    },
  };
}

export { monaco, rangeOf };
