import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "@orderloom/rule-dsl";
import { sheetAddress } from "../../api/sheets.ts";
import { SheetImport } from "./sheet-import.tsx";

interface SheetButtonsProps {
  readonly id: string;
  readonly onTake: (definition: JsonObject) => void;
}

/** A decision table out to Excel and back. */
export function SheetButtons({ id, onTake }: SheetButtonsProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button href={sheetAddress(id)} download={`${id}.xlsx`}>
        {t("sheets.export")}
      </Button>
      <Button onClick={() => setOpen(true)}>{t("sheets.import")}</Button>
      {isOpen && <SheetImport id={id} onTake={onTake} onClose={() => setOpen(false)} />}
    </>
  );
}
