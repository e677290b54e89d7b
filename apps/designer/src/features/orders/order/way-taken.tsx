import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { OrderDetail } from "@orderloom/api-contract";
import { workflowLayoutQuery, workflowVersionQuery } from "../../../api/definitions.ts";
import { formatShare } from "../../../shared/format/number.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { pickText } from "../../../shared/format/text.ts";
import { WayMap } from "./way-map.tsx";

/** The way it took on a small map of its workflow, and where the time went. */
export function WayTaken({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const main = detail.instances.find(({ role }) => role === "main");
  const definition = useQuery({
    ...workflowVersionQuery(main?.workflow ?? "", main?.version ?? 0),
    enabled: main !== undefined,
  });
  const layout = useQuery({ ...workflowLayoutQuery(main?.workflow ?? ""), enabled: main !== undefined });
  const path = useMemo(() => detail.path.filter(({ instanceId }) => instanceId === main?.id), [detail.path, main?.id]);
  return (
    <section className="way" aria-label={t("way.title")}>
      {definition.data !== undefined && main !== undefined && !layout.isPending && (
        <div className="way-map">
          <WayMap definition={definition.data} path={path} status={main.status} layout={layout.data?.layout} />
          <WayWords definition={definition.data} path={path} />
          <span className="way-version">{t("way.steps", { version: main.version, count: path.length })}</span>
        </div>
      )}
      <TimeSpent spent={detail.spent} />
    </section>
  );
}

/** The map in words, for those who do not see it. */
function WayWords({ definition, path }: { definition: WorkflowDefinition; path: readonly { nodeId: string }[] }) {
  const { t, i18n } = useTranslation();
  const names = path.map(({ nodeId }) => {
    const name = definition.nodes[nodeId]?.name;
    return name === undefined ? nodeId : pickText(name, i18n.language);
  });
  return <p className="visually-hidden">{names.join(t("way.then"))}</p>;
}

const parts = ["people", "systems", "waiting", "platform"] as const;

function TimeSpent({ spent }: { spent: OrderDetail["spent"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sum = Math.max(
    1,
    parts.reduce((all, part) => all + spent[part], 0),
  );
  const largest = parts.reduce((one, other) => (spent[other] > spent[one] ? other : one));
  return (
    <div className="spent">
      <h2>{t("way.title")}</h2>
      <dl>
        <dt>{t("spent.total")}</dt>
        <dd>{format.duration(spent.total)}</dd>
        {parts.map((part) => (
          <SpentLine key={part} part={part} ms={spent[part]} />
        ))}
      </dl>
      <div className="spent-bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part} className={`spent-${part}`} style={{ flexGrow: spent[part] / sum }} />
        ))}
      </div>
      <p className="quiet">
        {t("spent.share", { part: t(`spent.${largest}Short`), share: formatShare(spent[largest] / sum) })}
      </p>
    </div>
  );
}

function SpentLine({ part, ms }: { part: (typeof parts)[number]; ms: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <dt>
        <span className={`spent-key spent-${part}`} aria-hidden="true" />
        {t(`spent.${part}`)}
      </dt>
      <dd>{format.duration(ms)}</dd>
    </>
  );
}
