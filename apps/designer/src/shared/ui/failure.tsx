import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/http.ts";
import { Icon } from "../icons/icon.tsx";
import { Notice } from "./notice.tsx";
import { useErrorText } from "./use-error-text.ts";

/** In place of a page or a list that cannot be had: what is so, and a way to ask again. Codes stay behind “details”. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const code = error instanceof ApiError ? error.problem?.code : undefined;
  return (
    <Notice kind="error" title={t("failure.title")} action={<Button onClick={onRetry}>{t("failure.retry")}</Button>}>
      <p>{errorText(error)}</p>
      {code !== undefined && (
        <details>
          <summary>{t("failure.details")}</summary>
          <code>{code}</code>
        </details>
      )}
    </Notice>
  );
}

/** One line under what was tried. */
export function ErrorLine({ error }: { error: Error }) {
  const errorText = useErrorText();
  return (
    <p className="error-line" role="alert">
      <Icon name="alert" size={14} />
      {errorText(error)}
    </p>
  );
}
