import { useTranslation } from "react-i18next";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useCanvasParts, useCanvasUi } from "./canvas-ui.ts";

type CardLook = "idle" | "stuck" | "error" | "warning" | "lit" | "next" | "off" | "withdrawn";

export interface CardState {
  readonly look: CardLook;
  /** In place of the second line. */
  readonly stuck: string | undefined;
  readonly mark: ReturnType<typeof useMark>;
  readonly open: number;
  readonly problems: number;
}

const useMark = (key: string) => useCanvasUi(({ overlay }) => overlay?.nodes.get(key.replace(/^on:/, "")));

export function useCardState(key: string): CardState {
  const { t } = useTranslation();
  const format = useFormat();
  const { document } = useCanvasParts();
  const mark = useMark(key);
  const hasOverlay = useCanvasUi(({ overlay }) => overlay !== undefined);
  const traffic = useCanvasUi((ui) => ui.traffic?.nodes[key.replace(/^on:/, "on/")]);
  const problems = useCanvasUi((ui) => ui.problems.get(key));
  const open = hasOverlay ? 0 : (traffic?.open ?? 0);
  const type = document().definition.nodes[key]?.type;
  // Only what waits for a person is stuck; other waiting is as it should be.
  const isStuck = open > 0 && (type === "task" || type === "raise");
  const stuck = isStuck
    ? t("canvas.stuck", { shown: formatCount(open), longest: format.dwell(traffic?.longestWaitMs ?? 0), count: open })
    : undefined;
  const common = { stuck, mark, open, problems: problems?.count ?? 0 };
  if (mark !== undefined) return { ...common, look: lookOfMark(mark.state) };
  if (hasOverlay) return { ...common, look: "off" };
  if (problems !== undefined) return { ...common, look: problems.severity };
  return { ...common, look: isStuck ? "stuck" : "idle" };
}

function lookOfMark(state: NonNullable<ReturnType<typeof useMark>>["state"]): CardLook {
  switch (state) {
    case "lit":
    case "current":
      return "lit";
    case "waiting":
      return "stuck";
    case "broken":
      return "error";
    case "withdrawn":
      return "withdrawn";
    case "next":
      return "next";
    case "off":
      return "off";
  }
}

export function CardBadge({ state: { look, mark, open, problems, stuck } }: { readonly state: CardState }) {
  const { t } = useTranslation();
  if (mark?.step !== undefined)
    return (
      <span className={mark.state === "current" ? "badge badge-step badge-now" : "badge badge-step"}>{mark.step}</span>
    );
  if (look === "error" || look === "warning")
    return (
      <span className={`badge badge-${look}`} title={t("canvas.problems", { count: problems })}>
        <Icon name="alert" size={12} />
      </span>
    );
  if (stuck !== undefined)
    return (
      <span className="badge badge-stuck">
        <Icon name="pause" size={12} />
      </span>
    );
  if (open > 0)
    return (
      <span className="badge badge-open" title={t("canvas.open", { count: open, shown: formatCount(open) })}>
        {formatCount(open)}
      </span>
    );
  return null;
}
