import { useTranslation } from "react-i18next";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import type { Deciding } from "../../shared/tasks/decide-dialog.tsx";
import type { Asked } from "./use-decisions.ts";

/** What the dialog says of a decision of one task or of many. */
export function useAskedWords(): (asked: Asked) => Pick<Deciding, "title" | "sentence" | "doIt"> {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ outcome, ids, row }) => {
    const name = format.text(outcome.name);
    if (row === undefined) {
      const shown = formatCount(ids.length);
      const doIt = t("inbox.decideMany", { outcome: name, shown });
      return { title: doIt, sentence: t("inbox.manySentence", { shown }), doIt };
    }
    const order = row.shortNumber ?? row.id;
    const more = outcome.people - row.approvalsGiven - 1;
    return {
      title: t("tasks.decideTitle", { task: format.text(row.name), outcome: name }),
      sentence: more > 0 ? t("tasks.decideMore", { order, count: more }) : t("tasks.decideSentence", { order }),
      doIt: t("tasks.decide", { outcome: name, order }),
    };
  };
}
