const WIDTH = 120;
const HEIGHT = 24;

/** The last hour as a line of bars, the newest on the right. */
export function Spark({ values, words }: { readonly values: readonly number[]; readonly words: string }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg className="spark" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={words}>
      <path
        d={values
          .map((value, index) => {
            const height = value <= 0 ? 0.5 : Math.max(1, (value / most) * HEIGHT);
            return `M${(index * step).toFixed(2)} ${String(HEIGHT)}v${(-height).toFixed(2)}h${(step * 0.8).toFixed(2)}v${height.toFixed(2)}z`;
          })
          .join("")}
      />
    </svg>
  );
}
