/** What a request may cost at most. Bytes unless said. */
export const limits = {
  orderBytes: 1_048_576,
  batchBytes: 16_777_216,
  jsonBytes: 8_388_608,
  ndjsonLineBytes: 1_048_576,
  ndjsonLines: 100_000,
  batchOrders: 1000,
  /** Orders that are read or on their way to the disk at once, over all senders. */
  ordersInside: 4000,
  depth: 32,
} as const;

/**
 * How deep the objects and arrays of a JSON text are nested, at most `most + 1`. Reads the text once, so that a deep document
 * is refused before a parser sees it.
 */
export function nestingOf(text: string, most: number): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) index = endOfString(text, index);
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > most) return deepest;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 34) return index;
    index += 1;
  }
  return index;
}
