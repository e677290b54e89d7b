import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  check,
  type CheckContext,
  type Definition,
  type DefinitionKind,
  definitionKinds,
  editingCatalogue,
  type JsonObject,
  schemaOf,
} from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { connectorsQuery } from "../../api/check-sources.ts";
import { storedDefinitionQuery, type StoredDefinition } from "../../api/definition-drafts.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ReadingContext, standardRoots } from "../../shared/reading/reading.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { CodeTab } from "./code-tab.tsx";
import { SavingState } from "./saving-state.tsx";
import { useDefinitionDraft } from "./use-definition-draft.ts";

/** What is on the page, for those who do something with the whole of it. */
export interface DefinitionOnDesk {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly definition: JsonObject;
  readonly etag: string | undefined;
  /** It is sound and saved. */
  readonly isReady: boolean;
  /** Puts another text in its place, as one step that can be undone. */
  readonly apply: (definition: JsonObject) => void;
}

/** What can be done with the whole definition: other features' parts, put in by the application. */
export type DefinitionActions = (desk: DefinitionOnDesk) => React.ReactNode;

interface DefinitionPageProps {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly actions: DefinitionActions;
}

/** A definition that is no drawing, such as a decision that a workflow calls: as text, checked while it is written. */
export function DefinitionPage({ kind, id, actions }: Omit<DefinitionPageProps, "kind"> & { readonly kind: string }) {
  const { t } = useTranslation();
  const known = definitionKinds.find((one) => one === kind);
  if (known === undefined)
    return (
      <Notice
        kind="error"
        title={t("code.unknownKind", { kind })}
        action={<Link to="/orders">{t("shell.toOrders")}</Link>}
      />
    );
  return <OneDefinition kind={known} id={id} actions={actions} />;
}

function OneDefinition({ kind, id, actions }: DefinitionPageProps) {
  const { t } = useTranslation();
  const stored = useQuery(storedDefinitionQuery(kind, id));
  if (stored.data !== undefined)
    return <DefinitionDesk key={`${kind}/${id}`} kind={kind} id={id} actions={actions} stored={stored.data} />;
  return (
    <>
      <PageHead>
        <span>{t(`code.kind.${kind}`)}</span>
        <h1>{id}</h1>
      </PageHead>
      {stored.isPending && <Waiting rows={8} words={t("code.fetchingDefinition")} />}
      {stored.error !== null && <Failure error={stored.error} onRetry={() => void stored.refetch()} />}
    </>
  );
}

interface DefinitionDeskProps extends DefinitionPageProps {
  readonly stored: StoredDefinition;
}

function DefinitionDesk({ kind, id, actions, stored }: DefinitionDeskProps) {
  const { t } = useTranslation();
  const app = useAppInfo();
  const draft = useDefinitionDraft(kind, id, stored);
  const context = useCheckContext();
  const { definition } = draft;
  const type = definition["type"];
  const schema = schemaOf(kind, typeof type === "string" ? type : undefined);
  // What the schema refuses is never taken over, so what stands here is a definition, unless the store had it broken.
  const typed = definition as unknown as Definition;
  const problems = useMemo(() => check(typed, context), [typed, context]);
  const isSound = !problems.some(({ severity }) => severity === "error");
  const reading = useMemo(
    () => ({
      catalogue: editingCatalogue(typed, context),
      roots: standardRoots,
      conditions: {},
      baseCurrency: app?.baseCurrency ?? "CNY",
      timeZone: app?.timeZone ?? "Asia/Shanghai",
    }),
    [typed, context, app?.baseCurrency, app?.timeZone],
  );
  const { apply } = draft;
  const onApply = useCallback((value: unknown) => apply(value as JsonObject), [apply]); // the schema wants an object
  return (
    <ReadingContext value={reading}>
      <PageHead
        actions={
          <>
            <Button
              type="text"
              aria-label={t("code.undo")}
              title={t("code.undo")}
              disabled={!draft.canUndo}
              icon={<Icon name="undo" />}
              onClick={draft.undo}
            />
            <Button
              type="text"
              aria-label={t("code.redo")}
              title={t("code.redo")}
              disabled={!draft.canRedo}
              icon={<Icon name="redo" />}
              onClick={draft.redo}
            />
            {actions({
              kind,
              id,
              definition,
              etag: draft.stored.etag,
              isReady: isSound && draft.saving.kind === "saved" && draft.stored.etag !== undefined,
              apply,
            })}
          </>
        }
      >
        <span className="definition-kind">{t(`code.kind.${kind}`)}</span>
        <DefinitionName definition={definition} id={id} />
        <SavingState draft={draft} />
      </PageHead>
      <div className="definition-desk">
        <CodeTab
          address={`${kind}/${id}`}
          label={t("code.label", { id })}
          value={definition}
          schema={schema}
          problems={problems}
          onApply={onApply}
        />
      </div>
    </ReadingContext>
  );
}

function DefinitionName({ definition, id }: { definition: JsonObject; id: string }) {
  const format = useFormat();
  const { name } = definition;
  const words = typeof name === "object" && name !== null ? Object.entries(name) : [];
  const texts = words.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return <h1 className="definition-name">{texts.length === 0 ? id : format.text(Object.fromEntries(texts))}</h1>;
}

function useCheckContext(): CheckContext {
  const connectors = useQuery(connectorsQuery).data;
  return useMemo(() => {
    if (connectors === undefined) return {};
    const byId = new Map(connectors.map((one) => [one.id, one]));
    return {
      connector: (id) => byId.has(id),
      action: (id, name) => {
        const actions = byId.get(id)?.actions ?? {};
        return Object.hasOwn(actions, name) ? actions[name] : undefined;
      },
    };
  }, [connectors]);
}
