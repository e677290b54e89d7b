import { Input, Modal } from "antd";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { flowOrder } from "../../document/arrange.ts";
import type { Editor } from "../../document/editor.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/paths.ts";
import { Bead } from "../../shared/thread/bead.tsx";
import { nodeLook } from "../../shared/node-look.ts";
import type { CardTexts } from "./card-lines.ts";
import type { CanvasActions } from "./use-canvas-actions.ts";

interface GoToProps {
  readonly editor: Editor;
  readonly texts: CardTexts;
  readonly readOnly: boolean;
  readonly actions: CanvasActions;
  readonly onShow: (key: string) => void;
  readonly onTidy: () => void;
  readonly onFit: () => void;
  readonly onClose: () => void;
}

interface Entry {
  readonly key: string;
  readonly words: string;
  readonly hint: string;
  readonly mark: React.ReactNode;
  readonly run: () => void;
}

const MOST = 60;

/** Finds a node by name or id, or does a thing by name. */
export function GoTo(props: GoToProps) {
  const { onClose } = props;
  const { t } = useTranslation();
  const listId = useId();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const entries = useEntries(props);
  const wanted = search.trim().toLowerCase();
  const shown = entries.filter(({ words, hint }) => `${words} ${hint}`.toLowerCase().includes(wanted)).slice(0, MOST);
  const index = Math.min(at, shown.length - 1);
  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(index + 1, shown.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(index - 1, 0));
    else if (event.key === "Enter") choose(shown[index]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open footer={null} closable={false} width={480} title={t("canvas.goTo.title")} onCancel={onClose}>
      <div onKeyDown={keys}>
        <Input
          autoFocus
          value={search}
          prefix={<Icon name="search" />}
          placeholder={t("canvas.goTo.search")}
          role="combobox"
          aria-label={t("canvas.goTo.search")}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={`${listId}-${index}`}
          onChange={(event) => {
            setSearch(event.target.value);
            setAt(0);
          }}
        />
        <ul id={listId} className="go-to-list" role="listbox" aria-label={t("canvas.goTo.title")}>
          {shown.map((entry, place) => (
            <li
              key={entry.key}
              id={`${listId}-${place}`}
              role="option"
              aria-selected={place === index}
              className="append-option"
              onPointerMove={() => setAt(place)}
              onClick={() => choose(entry)}
            >
              {entry.mark}
              <span>{entry.words}</span>
              <code>{entry.hint}</code>
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p className="quiet">{t("canvas.goTo.none")}</p>}
      </div>
    </Modal>
  );
}

function useEntries({ editor, texts, readOnly, actions, onShow, onTidy, onFit }: GoToProps): readonly Entry[] {
  const { t } = useTranslation();
  const document = useStore(editor, (state) => state.document);
  return useMemo(() => {
    const { definition } = document;
    const boxes = flowOrder(document).flatMap((key): Entry[] => {
      const node = definition.nodes[key];
      const handler = definition.on?.find(({ id }) => `on:${id}` === key);
      const run = () => onShow(key);
      if (node !== undefined)
        return [
          {
            key,
            words: texts.ofNode(key, node, definition).title,
            hint: key,
            mark: <Bead {...nodeLook[node.type]} size={16} />,
            run,
          },
        ];
      if (handler === undefined) return [];
      const mark = <Bead category="boundary" icon="bolt" size={16} />;
      return [{ key, words: texts.ofHandler(handler).title, hint: handler.event, mark, run }];
    });
    const command = (key: string, words: string, icon: IconName, hint: string, run: () => void): Entry => ({
      key: `do ${key}`,
      words,
      hint,
      mark: <Icon name={icon} />,
      run,
    });
    const all = command("all", t("canvas.goTo.selectAll"), "marquee", "Ctrl A", actions.selectAll);
    const fit = command("fit", t("canvas.zoom.fit"), "fit", "", onFit);
    if (readOnly) return [...boxes, fit];
    const { undo, redo } = editor.getState();
    return [
      ...boxes,
      fit,
      all,
      command("tidy", t("canvas.tool.tidy"), "tidy", "", onTidy),
      command("undo", t("canvas.undo"), "undo", "Ctrl Z", undo),
      command("redo", t("canvas.redo"), "redo", "Ctrl Shift Z", redo),
      command("duplicate", t("canvas.goTo.duplicate"), "copy", "Ctrl D", actions.duplicate),
    ];
  }, [actions, document, editor, onFit, onShow, onTidy, readOnly, t, texts]);
}
