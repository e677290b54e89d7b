import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import type { NodeKind, NodeWords } from "../../document/new-node.ts";

export type WordsOf = (kind: NodeKind) => NodeWords & { readonly join: LocalizedText; readonly handler: LocalizedText };

/** What new nodes are called, in the language of whoever draws. `group`: who new tasks go to. */
export function useNodeWords(group: string): WordsOf {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    const said = (text: string): LocalizedText => ({ [language === "pseudo" ? "en" : language]: text });
    return (kind) => ({
      name: said(t(`canvas.kind.${kind}`)),
      yes: said(t("canvas.new.yes")),
      no: said(t("canvas.new.no")),
      approve: said(t("canvas.new.approve")),
      reject: said(t("canvas.new.reject")),
      firstBranch: said(t("canvas.new.firstBranch")),
      secondBranch: said(t("canvas.new.secondBranch")),
      join: said(t("canvas.kind.join")),
      handler: said(t("canvas.new.handler")),
      group,
    });
  }, [group, language, t]);
}
