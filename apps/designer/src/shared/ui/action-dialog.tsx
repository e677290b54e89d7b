import { Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "@tanstack/react-query";
import { ErrorLine } from "./failure.tsx";

export interface DialogAction {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly sentence: string;
  /** Verb and object; the button that does it. */
  readonly doIt: string;
  readonly danger?: boolean;
  /** Something in `content` is still missing or wrong. */
  readonly disabled?: boolean;
  readonly reason: "none" | "optional" | "required";
  /** What was written before it was opened. */
  readonly reasonGiven?: string;
  readonly content?: React.ReactNode;
  run(reason: string): Promise<unknown>;
  onDone?(): void;
}

/** Asks once more before something is done, shows that it is being done, and stays open with a sentence when it is refused. */
export function ActionDialog({ action, onClose }: { action: DialogAction; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(action.reasonGiven ?? "");
  const reasonId = useId();
  const doing = useMutation({
    mutationFn: () => action.run(reason.trim()),
    onSuccess: () => {
      action.onDone?.();
      onClose();
    },
  });
  const missing = action.disabled === true || (action.reason === "required" && reason.trim() === "");
  return (
    <Modal
      open
      title={action.title}
      width={480}
      onCancel={onClose}
      closable={{ "aria-label": t("action.close") }}
      footer={[
        <Button key="back" onClick={onClose}>
          {t("action.back")}
        </Button>,
        <Button
          key="do"
          type="primary"
          danger={action.danger === true}
          loading={doing.isPending}
          disabled={missing}
          onClick={() => doing.mutate()}
        >
          {action.doIt}
        </Button>,
      ]}
    >
      <p className="dialog-sentence">{action.sentence}</p>
      {action.content}
      {action.reason !== "none" && (
        <div className="field">
          <label htmlFor={reasonId}>
            {action.reason === "required" ? t("action.reason") : t("action.reasonOptional")}
          </label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      {doing.error !== null && <ErrorLine error={doing.error} />}
    </Modal>
  );
}
