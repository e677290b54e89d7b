import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons/icon.tsx";

/** What stands in the head of a page that is reached from the workflows: the way back, and the page's own title. */
export function WorkflowsCrumb({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/workflows" className="crumb">
        {t("workflows.title")}
      </Link>
      <Icon name="chevron-right" size={12} className="crumb-step" />
      <h1>{title}</h1>
    </>
  );
}
