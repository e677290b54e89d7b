import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Remedy, RemedyRequest } from "@orderloom/api-contract";
import type { JsonValue } from "@orderloom/rule-dsl";
import { useFormat } from "../../shared/format/use-format.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";

type Said = Pick<RemedyRequest, "reason" | "output" | "input">;

interface RemedyDialogProps {
  readonly remedy: Remedy;
  readonly title: string;
  readonly sentence: string;
  readonly run: (said: Said) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks once more before a remedy is taken: the reason, what the call is taken to have given, or what is sent instead. */
export function RemedyDialog({ remedy, title, sentence, run, onDone, onClose }: RemedyDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const fieldId = useId();
  const [text, setText] = useState("");
  const asks = remedy.input === true ? "input" : remedy.output === true ? "output" : undefined;
  const value = readJson(text);
  const isWrong = asks === "input" ? !isMap(value) : text.trim() !== "" && value === undefined;
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title,
        sentence,
        doIt: format.text(remedy.name),
        reason: remedy.reasonRequired === true ? "required" : "optional",
        disabled: asks !== undefined && isWrong,
        content: asks !== undefined && (
          <div className="field">
            <label htmlFor={fieldId}>{t(`remedy.${asks}`)}</label>
            <Input.TextArea
              id={fieldId}
              className="mono"
              value={text}
              placeholder="{ }"
              autoSize={{ minRows: 3, maxRows: 12 }}
              onChange={(event) => setText(event.target.value)}
            />
            {text.trim() !== "" && isWrong && <p className="field-help">{t("remedy.noJson")}</p>}
          </div>
        ),
        run: (reason) => run({ ...(reason === "" ? {} : { reason }), ...saidBy(asks, value) }),
        onDone,
      }}
    />
  );
}

function saidBy(asks: "input" | "output" | undefined, value: JsonValue | undefined): Said {
  if (asks === undefined || value === undefined) return {};
  return asks === "input" ? (isMap(value) ? { input: value } : {}) : { output: value };
}

/** Undefined where it is no JSON. */
function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue; // JSON gives nothing else
  } catch {
    return undefined;
  }
}

function isMap(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
