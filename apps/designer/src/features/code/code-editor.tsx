import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BothLanguages, Field, Severity } from "@orderloom/rule-dsl";
import { families, sharedToken } from "../../shared/theme/tokens.ts";
import { useLanguage } from "../../shared/reading/reading.ts";
import { useThemeName } from "../../shared/settings.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { loadMonaco } from "./monaco.ts";
import type { NamesHere } from "./names-in-json.ts";
import { useFieldText } from "./use-field-text.ts";
import type { Schema } from "./schema.ts";

export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
  readonly message: BothLanguages;
}

interface CodeEditorProps {
  /** Names the text: two editors of one address share what is known of it. */
  readonly address: string;
  readonly text: string;
  /** Rises when the text was not typed here: then the editor takes it. What is typed is never put back by a late render. */
  readonly revision: number;
  readonly label: string;
  readonly schema: Schema | undefined;
  readonly names: NamesHere;
  readonly marks: readonly Mark[];
  readonly readOnly: boolean;
  /** Scrolls to a mark and puts the caret there, each time it changes. */
  readonly shown: Mark | undefined;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
}

type Setup = Awaited<ReturnType<typeof loadMonaco>>;

/** Monaco with our schemas, names, marks and colours; fetched when it is first needed. */
export function CodeEditor(props: CodeEditorProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [setup, setSetup] = useState<Setup>();
  const [error, setError] = useState<Error>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    loadMonaco(language).then(
      (loaded) => {
        if (!gone) setSetup(loaded);
      },
      (cause: unknown) => {
        if (!gone) setError(cause instanceof Error ? cause : new Error(String(cause)));
      },
    );
    return () => {
      gone = true;
    };
  }, [language, tries]);
  if (setup !== undefined) return <Editor {...props} setup={setup} />;
  if (error !== undefined) {
    return (
      <Failure
        error={error}
        onRetry={() => {
          setError(undefined);
          setTries(tries + 1);
        }}
      />
    );
  }
  return <Waiting rows={6} words={t("code.fetching")} />;
}

function Editor({ setup, ...props }: CodeEditorProps & { setup: Setup }) {
  const { monaco, forget, rangeOf, setSchema, tellOf, themeOf } = setup;
  const language = useLanguage();
  const theme = useThemeName();
  const fieldText = useFieldText();
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<ReturnType<typeof monaco.editor.create>>(undefined);
  const handlers = useRef(props);
  useEffect(() => {
    handlers.current = props;
  });
  const { address, text, revision, label, schema, names, marks, readOnly, shown } = props;

  useEffect(() => {
    if (box.current === null) return undefined;
    const uri = monaco.Uri.parse(`inmemory://orderloom/${address}.json`);
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(handlers.current.text, "json", uri);
    const editor = monaco.editor.create(box.current, {
      model,
      ariaLabel: handlers.current.label,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontFamily: families.mono,
      fontSize: sharedToken.fontSizeSM,
      lineHeight: 18,
      lineNumbersMinChars: 3,
      folding: true,
      tabSize: 2,
      wordWrap: "on",
      fixedOverflowWidgets: true,
      quickSuggestions: { strings: true, other: true, comments: false },
      stickyScroll: { enabled: false },
      bracketPairColorization: { enabled: false },
      // Chinese punctuation is what people write here, not a Latin sign in disguise.
      unicodeHighlight: { ambiguousCharacters: false },
      padding: { top: 8, bottom: 8 },
      // Tab leaves the editor, for those who have no mouse; the text is laid out by itself.
      tabFocusMode: true,
    });
    held.current = editor;
    const changed = model.onDidChangeContent(() => handlers.current.onChange(model.getValue()));
    const left = editor.onDidBlurEditorText(() => handlers.current.onSave());
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => handlers.current.onSave());
    return () => {
      changed.dispose();
      left.dispose();
      editor.dispose();
      model.dispose();
      forget(uri);
      held.current = undefined;
    };
  }, [address, monaco, forget]);

  useEffect(() => {
    const model = held.current?.getModel();
    const given = handlers.current.text;
    if (model && model.getValue() !== given) model.setValue(given);
  }, [revision, address]);
  useEffect(() => {
    const model = held.current?.getModel();
    if (!model) return;
    const describe = (field: Field): string => fieldText(field);
    tellOf(model.uri, { names, language, describe });
  }, [names, language, fieldText, tellOf, address]);
  useEffect(() => {
    const model = held.current?.getModel();
    if (model && schema !== undefined) setSchema(model.uri, schema);
  }, [schema, setSchema, address]);
  useEffect(() => monaco.editor.setTheme(themeOf(theme)), [monaco, theme, themeOf]);
  useEffect(() => held.current?.updateOptions({ readOnly, ariaLabel: label }), [readOnly, label, address]);
  useEffect(() => {
    const model = held.current?.getModel();
    if (!model) return;
    const severities = {
      error: monaco.MarkerSeverity.Error,
      warning: monaco.MarkerSeverity.Warning,
      info: monaco.MarkerSeverity.Info,
    };
    monaco.editor.setModelMarkers(
      model,
      "orderloom",
      marks.map(({ from, to, severity, message }) => ({
        ...spanOf(rangeOf(model, from, to)),
        severity: severities[severity],
        message: message[language],
      })),
    );
  }, [marks, language, monaco, rangeOf, address, text]);
  useEffect(() => {
    const model = held.current?.getModel();
    if (!model || shown === undefined) return;
    const range = rangeOf(model, shown.from, shown.to);
    held.current?.revealRangeInCenter(range);
    held.current?.setSelection(range);
    held.current?.focus();
  }, [shown, rangeOf]);
  return <div className="code-box" ref={box} />;
}

interface Span {
  readonly startLineNumber: number;
  readonly startColumn: number;
  readonly endLineNumber: number;
  readonly endColumn: number;
}
const spanOf = ({ startLineNumber, startColumn, endLineNumber, endColumn }: Span): Span => ({
  startLineNumber,
  startColumn,
  endLineNumber,
  endColumn,
});
