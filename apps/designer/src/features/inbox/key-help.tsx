import { Modal } from "antd";
import { useTranslation } from "react-i18next";

/** What each key does. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const lines = [
    [["J", "K"], t("inbox.help.move")],
    [["X"], t("inbox.help.select")],
    [["Ctrl", "A"], t("inbox.help.selectAll")],
    [["Z"], t("inbox.help.undo")],
    [["A"], t("inbox.help.first")],
    [["R"], t("inbox.help.second")],
    [["C"], t("inbox.help.claim")],
    [["M"], t("inbox.help.reason")],
    [["Enter"], t("inbox.help.open")],
    [["Esc"], t("inbox.help.leave")],
  ] as const;
  return (
    <Modal
      open
      title={t("inbox.help.title")}
      footer={null}
      width={440}
      onCancel={onClose}
      closable={{ "aria-label": t("action.close") }}
    >
      <dl className="key-help">
        {lines.map(([keys, does]) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
