import { useTranslation } from "react-i18next";
import type { Diagnostic } from "@orderloom/rule-dsl";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage } from "../../shared/reading/reading.ts";
import { useInspected } from "./inspector-context.ts";

interface FormFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly required?: boolean;
  /** Before what is edited, where that is long. */
  readonly isHelpFirst?: boolean;
  /** False where what is inside says what it is. */
  readonly isTitled?: boolean;
  readonly problems?: readonly Diagnostic[];
  readonly onRemove?: (() => void) | undefined;
  readonly children: React.ReactNode;
}

/** One field: its name, what it is edited with, what it is for, and what is wrong with it. */
export function FormField({
  label,
  help,
  required = false,
  isTitled = true,
  isHelpFirst = false,
  problems = [],
  onRemove,
  children,
}: FormFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="form-field" role="group" aria-label={label}>
      <div className={isTitled ? "form-label" : "visually-hidden"}>
        <span>{label}</span>
        {required && <span className="form-required">{t("inspector.required")}</span>}
        {onRemove !== undefined && (
          <button
            type="button"
            className="form-remove"
            aria-label={t("inspector.remove", { label })}
            onClick={onRemove}
          >
            <Icon name="cross" size={12} />
          </button>
        )}
      </div>
      {help !== undefined && isHelpFirst && <p className="form-help">{help}</p>}
      {children}
      {help !== undefined && !isHelpFirst && <p className="form-help">{help}</p>}
      <FieldProblems problems={problems} />
    </div>
  );
}

/** What is wrong, and the ways to put it right that are known. */
export function FieldProblems({ problems }: { problems: readonly Diagnostic[] }) {
  const language = useLanguage();
  const { readOnly, onFix } = useInspected();
  return problems.map(({ code, path, severity, message, fixes = [] }) => (
    <p key={`${path} ${code}`} className={`form-problem form-problem-${severity}`}>
      <Icon name="alert" size={12} />
      <span>
        {message[language]}
        {!readOnly &&
          fixes.map((fix) => (
            <button key={fix.title.en} type="button" className="link-button" onClick={() => onFix(fix)}>
              {fix.title[language]}
            </button>
          ))}
      </span>
    </p>
  ));
}
