import { Modal } from "antd";
import { useTranslation } from "react-i18next";

/** Keys and what they do, in the order in which one draws. Keys are the same in every language. */
const rows = [
  ["Tab", "tab"],
  ["↑ ↓", "along"],
  ["← →", "ports"],
  ["A", "append"],
  ["Enter", "open"],
  ["Space", "choose"],
  ["Shift Space", "chooseMore"],
  ["Alt ← ↑ → ↓", "nudge"],
  ["Delete", "remove"],
  ["N", "note"],
  ["L", "left"],
  ["Ctrl Z, Ctrl Shift Z", "undo"],
  ["Ctrl C, X, V, D", "clipboard"],
  ["Ctrl A", "all"],
  ["Ctrl K", "goTo"],
  ["Esc", "none"],
] as const;

/** Everything on the canvas can be done by the keyboard; this says how. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      footer={null}
      width={480}
      title={t("canvas.keys.title")}
      closable={{ "aria-label": t("action.close") }}
      onCancel={onClose}
    >
      <p className="dialog-sentence">{t("canvas.keys.how")}</p>
      <dl className="keys">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`canvas.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
