import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../shared/ui/notice.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return <Notice kind="empty" title={t("shell.notFound")} action={<Link to="/orders">{t("shell.toOrders")}</Link>} />;
}
