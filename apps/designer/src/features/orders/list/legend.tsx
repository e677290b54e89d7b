import { useTranslation } from "react-i18next";
import { strandsPath, wavePath } from "../../../shared/thread/thread-shape.ts";

// As it is printed on the key, in any language.
const ENTER = "Enter";

/** What the threads mean, and the keys that walk the list. */
export function Legend({ shown }: { shown: "loom" | "list" }) {
  const { t } = useTranslation();
  return (
    <footer className="legend">
      {shown === "loom" && (
        <ul>
          <li>
            <svg width="24" height="12" aria-hidden="true">
              <path className="thread-ply" d="M2 6H22" />
              <path className="thread-twist" d="M2 6H22" />
            </svg>
            {t("legend.walked")}
          </li>
          <li>
            <svg width="24" height="12" aria-hidden="true">
              <path className="thread-slack" d={wavePath([[1, 22]], 6)} />
            </svg>
            {t("legend.waited")}
          </li>
          <li>
            <svg width="24" height="12" aria-hidden="true">
              <path className="thread-ahead" d="M2 6H22" />
            </svg>
            {t("legend.ahead")}
          </li>
          <li>
            <svg width="24" height="12" aria-hidden="true">
              <path className="thread-ply" d="M2 6H12" />
              <path className="thread-frayed" d={strandsPath(12, 6)} />
            </svg>
            {t("legend.broken")}
          </li>
        </ul>
      )}
      <p className="legend-keys">
        <kbd>J</kbd>
        <kbd>K</kbd> {t("legend.move")} <kbd>{ENTER}</kbd> {t("legend.open")}
      </p>
    </footer>
  );
}
