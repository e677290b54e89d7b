/** A group as threads that are held together at one place: the more there are, the thicker the bundle. */
const WIDTH = 224;
const HEIGHT = 22;
const KNOT = 94;
const MOST = 15;

export function Waist({ count, isHeld }: { count: number; isHeld: boolean }) {
  const threads = Math.min(MOST, Math.max(1, Math.round(2 * Math.log2(count + 1)) - 1));
  const middle = HEIGHT / 2;
  const spread = Math.min(middle - 2, threads * 0.8);
  const heights = Array.from({ length: threads }, (_, index) =>
    threads === 1 ? middle : middle - spread + (2 * spread * index) / (threads - 1),
  );
  return (
    <svg
      className={isHeld ? "waist waist-held" : "waist"}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {heights.map((y) => (
        <path
          key={y}
          d={`M0 ${y}C${KNOT / 2} ${y} ${KNOT / 2} ${middle} ${KNOT} ${middle}S${(WIDTH + KNOT) / 2} ${y} ${WIDTH} ${y}`}
        />
      ))}
      <rect x={KNOT - 2.5} y={middle - 6} width="5" height="12" rx="1.5" />
    </svg>
  );
}
