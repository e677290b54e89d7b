import { Drawer } from "antd";
import { useTranslation } from "react-i18next";

interface EvidenceSheetProps {
  readonly isPhone: boolean;
  readonly title: string;
  readonly footer: React.ReactNode;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

/** The evidence over the list: a drawer, on a phone the whole screen with the buttons at the thumb. */
export function EvidenceSheet({ isPhone, title, footer, onClose, children }: EvidenceSheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      rootClassName="inbox-sheet"
      placement="right"
      size={isPhone ? "100%" : 480}
      title={title}
      closable={{ "aria-label": t("action.close") }}
      footer={footer}
      onClose={onClose}
    >
      {children}
    </Drawer>
  );
}
