import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { JsonObject } from "@orderloom/rule-dsl";
import { formQuery } from "../../api/forms.ts";
import { ActionDialog } from "../ui/action-dialog.tsx";
import { defaultsOf, FormField } from "./form-field.tsx";

export interface Deciding {
  readonly title: string;
  readonly sentence: string;
  readonly doIt: string;
  /** The form that is filled in; absent: only a reason. */
  readonly form?: string | undefined;
  readonly reason?: string;
  run(decision: { readonly form?: JsonObject; readonly reason?: string }): Promise<unknown>;
}

/** A decision with its form and reason, of one task or of many. It stays open with a sentence when it is refused. */
export function DecideDialog({ deciding, onClose }: { deciding: Deciding; onClose: () => void }) {
  const form = useQuery({ ...formQuery(deciding.form ?? ""), enabled: deciding.form !== undefined });
  const fields = form.data?.fields ?? [];
  const [values, setValues] = useState<JsonObject>({});
  const given: JsonObject = { ...defaultsOf(fields), ...values };
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: deciding.title,
        sentence: deciding.sentence,
        doIt: deciding.doIt,
        reason: "optional",
        ...(deciding.reason === undefined ? {} : { reasonGiven: deciding.reason }),
        content: fields.map((field) => (
          <FormField
            key={field.id}
            field={field}
            value={given[field.id]}
            onChange={(value) => setValues({ ...values, [field.id]: value })}
          />
        )),
        run: (reason) =>
          deciding.run({
            ...(fields.length === 0 ? {} : { form: given }),
            ...(reason === "" ? {} : { reason }),
          }),
      }}
    />
  );
}
