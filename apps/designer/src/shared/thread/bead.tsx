import { iconPaths, type IconName } from "../icons/paths.ts";
import "./bead.css";

export type Category = "boundary" | "decision" | "action" | "human" | "time" | "structure";

/** Six categories, told apart by shape, hue and icon together. Drawn in a square of 24. */
const shapes: Readonly<Record<Category, string>> = {
  boundary: "M12 0a12 12 0 1 1 0 24a12 12 0 0 1 0-24Z",
  decision: "M12 0 24 12 12 24 0 12Z",
  action: "M4.5 1h15a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3h-15a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z",
  human: "M1.5 12a10.5 11 0 0 1 21 0v9a2 2 0 0 1-2 2h-17a2 2 0 0 1-2-2Z",
  time: "M6 1.5h12l6 10.5-6 10.5H6L0 12Z",
  structure: "M6 1h18l-6 22H0Z",
};

export const beadPath = (category: Category): string => shapes[category];

/** The icon takes 14 of the bead's 24, 11 inside the narrower diamond. */
function iconPlace(category: Category): string {
  const size = category === "decision" ? 11 : 14;
  return `translate(${(24 - size) / 2} ${(24 - size) / 2 + (category === "human" ? 1 : 0)}) scale(${size / 20})`;
}

export function Bead({ category, icon, size = 24 }: { category: Category; icon: IconName; size?: number }) {
  return (
    <svg className={`bead bead-${category}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path className="bead-shape" d={shapes[category]} />
      <path className="bead-icon" d={iconPaths[icon]} transform={iconPlace(category)} />
    </svg>
  );
}
