import { useTranslation } from "react-i18next";
import type { Port } from "@orderloom/rule-dsl";
import { useFormat } from "../../shared/format/use-format.ts";

const standard = ["next", "done", "error", "timeout", "otherwise"] as const;
type Standard = (typeof standard)[number];
const isStandard = (id: string): id is Standard => (standard as readonly string[]).includes(id);

/** What a port is called: by whoever drew the node, else by what it is for. */
export function usePortName(): (port: Pick<Port, "id" | "name">) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ id, name }) => {
    if (name !== undefined) return format.text(name);
    return isStandard(id) ? t(`inspector.port.${id}`) : id;
  };
}
