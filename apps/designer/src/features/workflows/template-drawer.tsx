import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import type { TemplateInfo } from "@orderloom/api-contract";
import { importTemplate, templatesQuery } from "../../api/workflows.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ErrorLine, Failure } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";

interface TemplateDrawerProps {
  readonly taken: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onOpen: (workflow: string) => void;
}

/** What ships ready to use: its definitions come as drafts, nothing is published. */
export function TemplateDrawer(props: TemplateDrawerProps) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  return (
    <Drawer
      open
      size={480}
      title={t("workflows.templates")}
      onClose={props.onClose}
      closable={{ "aria-label": t("action.close") }}
    >
      {templates.isPending && <Waiting rows={4} words={t("workflows.fetchingTemplates")} />}
      {templates.error !== null && <Failure error={templates.error} onRetry={() => void templates.refetch()} />}
      <ul className="template-list">
        {templates.data?.items
          .filter(({ definitions }) => definitions.some(({ kind }) => kind === "workflow"))
          .map((template) => (
            <Template key={template.slug} template={template} {...props} />
          ))}
      </ul>
    </Drawer>
  );
}

function Template({ template, taken, onOpen }: TemplateDrawerProps & { readonly template: TemplateInfo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const importing = useMutation({
    mutationFn: () => importTemplate(template.slug),
    onSuccess: ({ drafts }) => {
      const workflow = drafts.find(({ kind }) => kind === "workflow");
      if (workflow !== undefined) onOpen(workflow.id);
    },
  });
  const workflow = template.definitions.find(({ kind }) => kind === "workflow");
  // Importing again would write over what was changed since; whoever wants it anew duplicates it.
  const isHere = template.definitions.some(({ kind, id }) => kind === "workflow" && taken.has(id));
  return (
    <li className="template">
      <h3>{format.text(template.name)}</h3>
      {template.solves !== undefined && <p>{format.text(template.solves)}</p>}
      {isHere && workflow !== undefined ? (
        <Button size="small" onClick={() => onOpen(workflow.id)}>
          {t("workflows.openTemplate")}
        </Button>
      ) : (
        <Button size="small" loading={importing.isPending} onClick={() => importing.mutate()}>
          {t("workflows.useTemplate")}
        </Button>
      )}
      {importing.error !== null && <ErrorLine error={importing.error} />}
    </li>
  );
}
