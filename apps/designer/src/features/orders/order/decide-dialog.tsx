import { useQuery } from "@tanstack/react-query";
import { Checkbox, Input, InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskLine } from "@orderloom/api-contract";
import type { FormDefinition, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { formQuery } from "../../../api/forms.ts";
import { decideTask } from "../../../api/handling.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { ActionDialog } from "../../../shared/ui/action-dialog.tsx";

type Field = FormDefinition["fields"][number];

interface DecideDialogProps {
  readonly task: TaskLine;
  readonly outcome: TaskLine["outcomes"][number];
  readonly number: string;
  readonly onClose: () => void;
  readonly onSettled: () => void;
}

/** One decision with its form and reason. Who decided first is told when somebody did (S11). */
export function DecideDialog({ task, outcome, number, onClose, onSettled }: DecideDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const form = useQuery({ ...formQuery(task.form ?? ""), enabled: task.form !== undefined });
  const fields = form.data?.fields ?? [];
  const [values, setValues] = useState<JsonObject>({});
  const given: JsonObject = { ...defaultsOf(fields), ...values };
  const name = format.text(outcome.name);
  const more = task.approvalsNeeded - task.approvals.length - 1;
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t("tasks.decideTitle", { task: format.text(task.name), outcome: name }),
        sentence:
          more > 0
            ? t("tasks.decideMore", { order: number, count: more })
            : t("tasks.decideSentence", { order: number }),
        doIt: t("tasks.decide", { outcome: name, order: number }),
        reason: "optional",
        content: fields.map((field) => (
          <FormField
            key={field.id}
            field={field}
            value={given[field.id]}
            onChange={(value) => setValues({ ...values, [field.id]: value })}
          />
        )),
        run: async (reason) => {
          try {
            return await decideTask(task.id, {
              outcome: outcome.id,
              ...(fields.length === 0 ? {} : { form: given }),
              ...(reason === "" ? {} : { reason }),
            });
          } finally {
            // Also when it is refused: then somebody else was first, and the page should show it.
            onSettled();
          }
        },
      }}
    />
  );
}

const defaultsOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.id, field.default]])));

interface FormFieldProps {
  readonly field: Field;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
}

function FormField({ field, value, onChange }: FormFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const label = format.text(field.name);
  return (
    <div className="field">
      <label htmlFor={id}>{field.required === true ? t("form.required", { label }) : label}</label>
      <Control id={id} field={field} value={value} onChange={onChange} />
      {field.type === "signature" && <span className="field-help">{t("form.signature")}</span>}
      {field.help !== undefined && <span className="field-help">{format.text(field.help)}</span>}
    </div>
  );
}

function Control({ id, field, value, onChange }: FormFieldProps & { id: string }) {
  const format = useFormat();
  switch (field.type) {
    case "number":
    case "money":
      return (
        <InputNumber
          id={id}
          className="field-wide"
          value={typeof value === "number" ? value : null}
          {...(field.minimum === undefined ? {} : { min: field.minimum })}
          {...(field.maximum === undefined ? {} : { max: field.maximum })}
          onChange={(number) => onChange(typeof number === "number" ? number : null)}
        />
      );
    case "boolean":
      return <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case "choice":
      return (
        <Select
          id={id}
          value={textOf(value)}
          options={(field.choices ?? []).map((choice) => ({ value: choice.id, label: format.text(choice.name) }))}
          onChange={(choice: string) => onChange(choice)}
        />
      );
    case "long-text":
      return (
        <Input.TextArea
          id={id}
          value={textOf(value)}
          maxLength={field.maxLength}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "text":
    case "date":
    case "signature":
    case "attachment":
      return (
        <Input
          id={id}
          type={field.type === "date" ? "date" : "text"}
          value={textOf(value)}
          maxLength={field.maxLength}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
