import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/icons/icon.tsx";
import { Bead } from "../../shared/thread/bead.tsx";
import { kindGroups, kindLook, type PaletteKind } from "./kinds.ts";

/** The drag format of a node from the palette. */
export const DRAG_TYPE = "application/x-orderloom-node";

/** Every kind of node, by family: dragged in, clicked to follow what is chosen, or by the keyboard. */
export function Palette({ onAdd }: { readonly onAdd: (kind: PaletteKind) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const groups = kindGroups.map(({ category, kinds }) => ({
    category,
    kinds: kinds.filter((kind) => t(`canvas.kind.${kind}`).toLowerCase().includes(wanted)),
  }));
  return (
    <nav className="palette" aria-label={t("canvas.palette")}>
      <Input
        className="palette-search"
        value={search}
        allowClear
        prefix={<Icon name="search" size={14} />}
        placeholder={t("canvas.searchKinds")}
        aria-label={t("canvas.searchKinds")}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groups.map(({ category, kinds }) =>
        kinds.length === 0 ? null : (
          <section key={category} aria-label={t(`canvas.category.${category}`)}>
            <h3>{t(`canvas.category.${category}`)}</h3>
            {kinds.map((kind) => (
              <PaletteItem key={kind} kind={kind} onAdd={onAdd} />
            ))}
          </section>
        ),
      )}
      {groups.every(({ kinds }) => kinds.length === 0) && <p className="quiet">{t("canvas.noKind")}</p>}
    </nav>
  );
}

function PaletteItem({ kind, onAdd }: { readonly kind: PaletteKind; readonly onAdd: (kind: PaletteKind) => void }) {
  const { t } = useTranslation();
  const { category, icon } = kindLook[kind];
  const name = t(`canvas.kind.${kind}`);
  return (
    <button
      type="button"
      className="palette-item"
      draggable
      title={name}
      data-kind={kind}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, kind);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={() => onAdd(kind)}
    >
      <Bead category={category} icon={icon} size={20} />
      <span>{name}</span>
    </button>
  );
}
