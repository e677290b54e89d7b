import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { StepLabel } from "../../document/command.ts";
import type { EditedDocument } from "../../document/edited-document.ts";
import { pickText } from "../../shared/format/text.ts";

/** A step in words, as undo and redo name it. */
export function useStepWords(): (label: StepLabel, document: EditedDocument) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ name, node }, { definition }) => {
      const words = t(`canvas.step.${name}`);
      if (node === undefined) return words;
      const given = definition.nodes[node]?.name;
      return t("canvas.stepOf", { step: words, name: given === undefined ? node : pickText(given, i18n.language) });
    },
    [i18n.language, t],
  );
}
