import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker?worker";

/** Workers come from this page's own host alone; the page allows no other. */
self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === "json" ? new JsonWorker() : new EditorWorker()),
};

/** The editor, fetched when the first code is shown. Its own words are in the language of that moment. */
export async function loadMonaco(language: string) {
  if (language.startsWith("zh")) await import("monaco-editor/nls/lang/zh-cn");
  return import("./monaco-setup.ts");
}
