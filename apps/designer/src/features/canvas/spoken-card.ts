import { useTranslation } from "react-i18next";
import { useCanvasParts, useCanvasUi } from "./canvas-ui.ts";
import type { CardText } from "./card-lines.ts";
import type { Box } from "./drawing/drawing.ts";

/** A card in words: what it is called, what it is, what it does, where each way out leads, what is wrong with it. */
export function useSpokenCard({ key, ports, content }: Box, { title, kind, lines }: CardText): string {
  const { t } = useTranslation();
  const { texts, document } = useCanvasParts();
  const problems = useCanvasUi((ui) => ui.problems.get(key)?.count ?? 0);
  const { definition } = document();
  const ways = ports
    .filter(({ need, to }) => need !== "may" || to !== undefined)
    .map(({ id, name, to }) => {
      const port = name === "" ? texts.port(id) : name;
      const target = to === undefined ? undefined : definition.nodes[to];
      if (to === undefined) return t("canvas.spoken.open", { port });
      return t("canvas.spoken.leads", {
        port,
        to: target === undefined ? to : texts.ofNode(to, target, definition).title,
      });
    });
  const isHandler = "handler" in content;
  return [
    title,
    kind,
    ...(isHandler ? [] : lines),
    ...ways,
    ...(problems === 0 ? [] : [t("canvas.problems", { count: problems })]),
  ].join(t("canvas.spoken.pause"));
}
