import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Diagnostic, Fix, WorkflowDefinition } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { trafficQuery } from "../../api/traffic.ts";
import type { StoredDraft } from "../../document/draft-sync.ts";
import type { Editor } from "../../document/editor.ts";
import { fixing } from "../../document/fixing.ts";
import type { TrialOverlay } from "../../document/trial/trial-overlay.ts";
import { CanvasView, type CanvasHandle } from "../../features/canvas/canvas-view.tsx";
import type { BoxProblems } from "../../features/canvas/canvas-ui.ts";
import { Palette } from "../../features/canvas/palette.tsx";
import { boxOfPath, ProblemsStrip } from "../../features/canvas/problems-strip.tsx";
import { TrialTimeline } from "../../features/simulate/trial-timeline.tsx";
import { type TrialSession, useTrialSources } from "../../features/simulate/use-trial.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useIsNarrow, useIsPhone } from "../../shared/media.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { SaveBand } from "./save-state.tsx";
import { CodeView } from "./code-view.tsx";
import { InspectorPanel } from "./inspector-panel.tsx";
import { TrialPanel } from "./trial-panel.tsx";
import { useCases } from "./use-cases.ts";
import { useCheck } from "./use-check.ts";
import { useDraft } from "./use-draft.ts";
import { useSources } from "./use-sources.ts";
import { useWorkflowReading } from "./use-workflow-reading.ts";
import { WorkflowActions } from "./workflow-actions.tsx";
import { WorkflowBar } from "./workflow-bar.tsx";
import "./workflow-desk.css";

interface WorkflowDeskProps {
  readonly id: string;
  /** The workflows that one came through, looking into their parts. */
  readonly through: readonly string[];
  readonly stored: StoredDraft;
}

/** The panels around one drawing: bar, palette, canvas, what is below it and beside it. It composes; features do the work. */
export function WorkflowDesk({ id, through, stored }: WorkflowDeskProps) {
  const { editor, sync } = useDraft(id, stored);
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const isNarrow = useIsNarrow();
  const app = useAppInfo();
  const canvas = useRef<CanvasHandle>(null);
  const [isResolving, setResolving] = useState(false);
  const definition = useStore(editor, (state) => state.document.definition);
  const sources = useSources(editor);
  const checked = useCheck(editor, sources.check);
  const traffic = useQuery({ ...trafficQuery(id), enabled: stored.basedOn !== undefined, retry: false }).data;
  const problems = useMemo(() => problemsByBox(checked?.diagnostics ?? [], definition), [checked, definition]);
  const show = useCallback((key: string) => canvas.current?.show(key), []);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isCode, setCode] = useState(false);
  const open = useCallback(() => setPanelOpen(true), []);
  const fix = useCallback((found: Fix) => fixNow(editor, found), [editor]);
  const reading = useWorkflowReading(definition, sources.check);
  const diagnostics = checked?.diagnostics ?? noDiagnostics;
  const [isTrying, setTrying] = useState(false);
  const [overlay, setOverlay] = useState<TrialOverlay | undefined>();
  const [session, setSession] = useState<TrialSession | undefined>();
  const trialSources = useTrialSources(definition);
  const cases = useCases(definition, trialSources.data);
  const leaveTrial = useCallback(() => {
    setTrying(false);
    setOverlay(undefined);
    setSession(undefined);
  }, []);
  return (
    <div className="workflow-desk">
      <WorkflowBar
        id={id}
        through={through}
        editor={editor}
        sync={sync}
        isPhone={isPhone}
        actions={
          <>
            {isNarrow && !isCode && !isTrying && <SettingsButton onClick={open} />}
            <WorkflowActions
              editor={editor}
              sync={sync}
              cases={cases}
              isPhone={isPhone}
              isCode={isCode}
              isTrying={isTrying}
              onCode={(on) => {
                leaveTrial();
                setCode(on);
              }}
              onTry={(on) => {
                if (!on) leaveTrial();
                else {
                  setCode(false);
                  setTrying(true);
                }
              }}
              onShow={show}
            />
          </>
        }
      />
      <SaveBand sync={sync} onConflict={() => setResolving(true)} />
      <div className="workflow-columns">
        {!isPhone && !isCode && !isTrying && <Palette onAdd={(kind) => canvas.current?.add(kind)} />}
        <div className="workflow-middle">
          {isCode && <CodeView editor={editor} reading={reading} diagnostics={diagnostics} readOnly={isPhone} />}
          {!isCode && (
            <CanvasView
              handle={canvas}
              editor={editor}
              sources={sources.canvas}
              problems={problems}
              traffic={traffic}
              overlay={overlay}
              readOnly={isPhone || isTrying}
              group={app?.groups[0]?.id ?? "supervisor"}
              onOpen={open}
              onDrill={(workflow) =>
                void navigate({
                  to: "/workflows/$id",
                  params: { id: workflow },
                  search: { through: [...through, id].join(",") },
                })
              }
            />
          )}
          {!isPhone && !isCode && !isTrying && (
            <ProblemsStrip definition={definition} checked={checked} onShow={show} onFix={fix} />
          )}
          {isTrying && !isPhone && session !== undefined && <TrialTimeline session={session} />}
        </div>
        {isTrying && (
          <TrialPanel
            definition={definition}
            cases={cases}
            isPhone={isPhone}
            onOverlay={setOverlay}
            onSession={setSession}
            onShow={show}
            onClose={leaveTrial}
          />
        )}
        {!isCode && !isTrying && (
          <InspectorPanel
            editor={editor}
            reading={reading}
            diagnostics={diagnostics}
            traffic={traffic}
            readOnly={isPhone}
            asked={isPanelOpen}
            onClose={() => setPanelOpen(false)}
            onShow={show}
          />
        )}
      </div>
      {isResolving && <ConflictDialog editor={editor} sync={sync} onClose={() => setResolving(false)} />}
    </div>
  );
}

function fixNow(editor: Editor, fix: Fix): void {
  const command = fixing(editor.getState().document, fix);
  if (command !== undefined) editor.getState().run(command, { label: { name: "fix" } });
}

const noDiagnostics: readonly Diagnostic[] = [];

/** Where the inspector lies over the canvas it is opened on purpose when nothing is chosen. */
function SettingsButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      icon={<Icon name="settings" size={14} />}
      title={t("inspector.settings")}
      aria-label={t("inspector.settings")}
      onClick={onClick}
    />
  );
}

function problemsByBox(
  diagnostics: readonly Diagnostic[],
  definition: WorkflowDefinition,
): ReadonlyMap<string, BoxProblems> {
  const found = new Map<string, BoxProblems>();
  for (const { severity, path } of diagnostics) {
    const key = boxOfPath(path, definition);
    if (key === undefined || severity === "info") continue;
    const before = found.get(key);
    found.set(key, {
      severity: severity === "error" || before?.severity === "error" ? "error" : "warning",
      count: (before?.count ?? 0) + 1,
    });
  }
  return found;
}
