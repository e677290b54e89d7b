import { useTranslation } from "react-i18next";
import type { OrderStatus } from "@orderloom/api-contract";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { statusLook } from "../order-status.ts";
import type { Tone } from "../thread/thread-row.tsx";
import "./chip.css";

/** Icon, word and colour together; never the colour alone. */
export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: React.ReactNode }) {
  return (
    <span className={`chip tone-${tone}`}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      <span>{children}</span>
    </span>
  );
}

export function StatusChip({ status }: { status: OrderStatus }) {
  const { t } = useTranslation();
  const { tone, icon } = statusLook[status];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </Chip>
  );
}
