import { useTranslation } from "react-i18next";
import type { OrderDetail } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import { Section } from "./section.tsx";

/** How the order was changed after it came in (S1). */
export function Amendments({ lines }: { lines: OrderDetail["amendments"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (lines.length === 0) return null;
  return (
    <Section title={t("amendments.title")} count={t("amendments.count", { count: lines.length })}>
      <ol className="amendments">
        {lines.map((line) => (
          <li key={line.revision}>
            <time dateTime={new Date(line.at).toISOString()} title={format.instant(line.at)}>
              {format.clock(line.at)}
            </time>
            <div>
              <p>{format.text(line.text)}</p>
              <p className="quiet">{t("amendments.by", { by: line.by, revision: line.revision })}</p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
