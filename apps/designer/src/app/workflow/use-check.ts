import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { CheckReply, CheckRequest, CheckSources } from "../../document/check-worker.ts";
import type { Editor } from "../../document/editor.ts";

/** What the check found in the newest state it has seen. */
export interface Checked extends CheckReply {
  readonly at: number;
}

const AFTER_MS = 250;

/** Checks the workflow in a worker, a moment after each edit. Undefined until the first answer. */
export function useCheck(editor: Editor, sources: CheckSources | undefined): Checked | undefined {
  const definition = useStore(editor, (state) => state.document.definition);
  const [worker, setWorker] = useState<Worker>();
  const [checked, setChecked] = useState<Checked>();
  useEffect(() => {
    const started = new Worker(new URL("../../document/check-worker.ts", import.meta.url), { type: "module" });
    started.addEventListener("message", ({ data }: MessageEvent<CheckReply>) =>
      setChecked({ ...data, at: Date.now() }),
    );
    const timer = setTimeout(() => setWorker(started));
    return () => {
      clearTimeout(timer);
      started.terminate();
    };
  }, []);
  useEffect(() => {
    if (worker === undefined || sources === undefined) return undefined;
    const ask = (request: CheckRequest) => worker.postMessage(request);
    ask({ type: "sources", sources });
    const timer = setTimeout(() => ask({ type: "check", revision: editor.getState().revision, definition }), AFTER_MS);
    return () => clearTimeout(timer);
  }, [definition, editor, sources, worker]);
  return checked;
}
