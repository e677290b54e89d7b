import { useStore } from "zustand";
import type { Editor } from "../../document/editor.ts";
import { AppendList, type AppendChoice } from "./append-menu.tsx";
import type { AppendMenu, CanvasUiStore } from "./canvas-ui.ts";
import type { CardTexts } from "./card-lines.ts";

interface MenuLayerProps {
  readonly editor: Editor;
  readonly ui: CanvasUiStore;
  readonly texts: CardTexts;
  readonly onChoose: (menu: AppendMenu, choice: AppendChoice) => void;
  readonly onClose: () => void;
}

/** The menu of what may follow, while it is open. */
export function MenuLayer({ editor, ui, texts, onChoose, onClose }: MenuLayerProps) {
  const menu = useStore(ui, (state) => state.menu);
  const document = useStore(editor, (state) => state.document);
  if (menu === undefined) return null;
  return (
    <AppendList
      menu={menu}
      document={document}
      texts={texts}
      onChoose={(choice) => onChoose(menu, choice)}
      onClose={onClose}
    />
  );
}
