import { useState } from "react";

interface Draft {
  readonly value: string;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

/** Text that is committed when it is left or entered, so that one change is one step to undo; Escape leaves it as it was. */
export function useDraft(
  value: string,
  commit: (text: string) => void,
): Draft & { readonly isEditing: boolean; readonly begin: (text: string) => void } {
  const [draft, setDraft] = useState<string>();
  const settle = (): void => {
    if (draft === undefined) return;
    setDraft(undefined);
    if (draft !== value) commit(draft);
  };
  return {
    value: draft ?? value,
    isEditing: draft !== undefined,
    begin: setDraft,
    onChange: ({ target }) => setDraft(target.value),
    onBlur: settle,
    onKeyDown: (event) => {
      if (event.key === "Escape" && draft !== undefined) {
        event.stopPropagation();
        setDraft(undefined);
      }
      if (event.key === "Enter" && !event.nativeEvent.isComposing) settle();
    },
  };
}
