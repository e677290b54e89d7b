import { useQueryClient } from "@tanstack/react-query";
import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleRow, StartAnswer } from "@orderloom/api-contract";
import type { JsonObject } from "@orderloom/rule-dsl";
import { schedulesQuery, startWorkflow } from "../../api/schedules.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";

interface StartDialogProps {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Absent for a workflow that the clock does not start. */
  readonly schedule: ScheduleRow | undefined;
  readonly onStarted: (answer: StartAnswer) => void;
  readonly onClose: () => void;
}

/** Says what will be started before it is; a run of its own may be given variables. */
export function StartDialog({ id, name, version, schedule, onStarted, onClose }: StartDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const inputId = useId();
  const hintId = useId();
  const isEach = schedule?.each === true;
  const input = isEach ? {} : objectIn(text);
  const start = async (): Promise<void> => {
    const answer = await startWorkflow(id, input ?? {});
    await client.invalidateQueries({ queryKey: schedulesQuery.queryKey });
    onStarted(answer);
  };
  const kind = isEach ? "each" : schedule === undefined ? "own" : "once";
  return (
    <ActionDialog
      action={{
        title: t("workflows.start.title", { name }),
        sentence: t(`workflows.start.will.${kind}`, { version }),
        doIt: t(schedule === undefined ? "workflows.start.doStart" : "workflows.start.doRun"),
        disabled: input === undefined,
        reason: "none",
        content: !isEach && (
          <div className="field">
            <label htmlFor={inputId}>{t("workflows.start.input")}</label>
            <Input.TextArea
              id={inputId}
              className="mono"
              value={text}
              placeholder={'{ "warehouse": "HZ" }'}
              autoSize={{ minRows: 2, maxRows: 8 }}
              status={input === undefined ? "error" : ""}
              aria-describedby={hintId}
              onChange={(event) => setText(event.target.value)}
            />
            <span id={hintId} className={input === undefined ? "error-line" : "quiet"}>
              {t(input === undefined ? "workflows.start.noObject" : "workflows.start.inputHint")}
            </span>
          </div>
        ),
        run: start,
      }}
      onClose={onClose}
    />
  );
}

/** Variables by name as JSON has them; nothing written is none of them, and undefined is no such text. */
function objectIn(text: string): JsonObject | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined; // JSON.parse gives JSON
  } catch {
    return undefined;
  }
}
