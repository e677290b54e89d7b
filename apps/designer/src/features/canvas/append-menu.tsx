import { Input } from "antd";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EditedDocument } from "../../document/edited-document.ts";
import { acceptingNodes } from "../../document/connecting.ts";
import { type NodeKind, nodeKinds } from "../../document/new-node.ts";
import { Bead } from "../../shared/thread/bead.tsx";
import { nodeLook } from "../../shared/node-look.ts";
import type { AppendMenu } from "./canvas-ui.ts";
import type { CardTexts } from "./card-lines.ts";
import { afterError, kindLook, usualNext } from "./kinds.ts";

export type AppendChoice =
  { readonly kind: "new"; readonly node: NodeKind } | { readonly kind: "existing"; readonly id: string };

interface AppendListProps {
  readonly menu: AppendMenu;
  readonly document: EditedDocument;
  readonly texts: CardTexts;
  readonly onChoose: (choice: AppendChoice) => void;
  readonly onClose: () => void;
}

interface Entry {
  readonly key: string;
  readonly words: string;
  readonly choice: AppendChoice;
  readonly isFirst: boolean;
}

const MOST_EXISTING = 40;

/** What may follow a way out: the usual first, then every kind, then what is there already. Searched by typing. */
export function AppendList({ menu, document, texts, onChoose, onClose }: AppendListProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const entries = useEntries(menu, document, texts);
  const wanted = search.trim().toLowerCase();
  const shown = entries.filter(({ words }) => words.toLowerCase().includes(wanted));
  const index = Math.min(at, shown.length - 1);
  const current = shown[index];
  useEffect(() => {
    box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [index]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [onClose]);
  const keys = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    switch (event.key) {
      case "ArrowDown":
        setAt(Math.min(index + 1, shown.length - 1));
        break;
      case "ArrowUp":
        setAt(Math.max(index - 1, 0));
        break;
      case "Enter":
        if (current !== undefined) onChoose(current.choice);
        break;
      case "Escape":
      case "Tab":
        onClose();
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div ref={box} className="append-menu" style={{ left: menu.at.x, top: menu.at.y }} onKeyDown={keys}>
      <Input
        autoFocus
        size="small"
        value={search}
        placeholder={t("canvas.append.search")}
        role="combobox"
        aria-label={t("canvas.append.search")}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current === undefined ? undefined : `${listId}-${index}`}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
      />
      <ul id={listId} role="listbox" aria-label={t("canvas.append.title")}>
        {shown.map(({ key, words, choice, isFirst }, place) => (
          <li
            key={key}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === index}
            className={isFirst && place > 0 && wanted === "" ? "append-option append-first" : "append-option"}
            onPointerMove={() => setAt(place)}
            onClick={() => onChoose(choice)}
          >
            <OptionBead choice={choice} document={document} />
            <span>{words}</span>
          </li>
        ))}
        {shown.length === 0 && <li className="append-none">{t("canvas.append.none")}</li>}
      </ul>
    </div>
  );
}

function OptionBead({ choice, document }: { readonly choice: AppendChoice; readonly document: EditedDocument }) {
  if (choice.kind === "new") return <Bead {...kindLook[choice.node]} size={16} />;
  const type = document.definition.nodes[choice.id]?.type;
  return type === undefined ? null : <Bead {...nodeLook[type]} size={16} />;
}

function useEntries({ from, port }: AppendMenu, document: EditedDocument, texts: CardTexts): readonly Entry[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const type = "node" in from ? document.definition.nodes[from.node]?.type : undefined;
    const isError = port === "error" || port === "timeout";
    const usual = isError ? afterError : type === undefined ? usualNext.start : usualNext[type];
    const others = nodeKinds.filter((kind) => !usual.includes(kind) && kind !== "start");
    const made = (kind: NodeKind, index: number): Entry => ({
      key: kind,
      words: t(`canvas.kind.${kind}`),
      choice: { kind: "new", node: kind },
      isFirst: index === 0,
    });
    const accepting = [...acceptingNodes(document, from, port)].slice(0, MOST_EXISTING);
    const existing = accepting.flatMap((id, index): Entry[] => {
      const node = document.definition.nodes[id];
      if (node === undefined) return [];
      const title = texts.ofNode(id, node, document.definition).title;
      return [
        {
          key: `to ${id}`,
          words: t("canvas.append.to", { name: title }),
          choice: { kind: "existing", id },
          isFirst: index === 0,
        },
      ];
    });
    return [...usual.map(made), ...others.map(made), ...existing];
  }, [document, from, port, t, texts]);
}
