const formatters = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  // Both languages write numbers alike here: 18,460 and a true minus.
  const made = new Intl.NumberFormat("en-US", options);
  formatters.set(key, made);
  return made;
}

const MINUS = "\u2212";
const withTrueMinus = (text: string) => text.replace("-", MINUS);

/** `18,460`. */
export const formatCount = (value: number): string =>
  withTrueMinus(formatter({ maximumFractionDigits: 0 }).format(value));

/** `1.7 %` from 0.017: percent with a space, one decimal. */
export function formatShare(share: number): string {
  const percent = formatter({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share * 100);
  return `${withTrueMinus(percent)} %`;
}
