import { useSyncExternalStore } from "react";

/*
 * Reasons that were given before, by the place in the workflow they were given at; kept in this browser.
 */

const KEY = "orderloom.reasons";
const MOST_KEPT = 30;
const MOST_SHOWN = 3;

interface Used {
  readonly text: string;
  readonly times: number;
}
type Book = Readonly<Record<string, readonly Used[]>>;

const listeners = new Set<() => void>();
let book: Book = read();

function read(): Book {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Book) : {}; // written by `remember` alone
  } catch {
    return {};
  }
}

export function rememberReason(place: string, text: string): void {
  const reason = text.trim();
  if (reason === "") return;
  const known = book[place] ?? [];
  const times = (known.find((used) => used.text === reason)?.times ?? 0) + 1;
  const others = known.filter((used) => used.text !== reason);
  book = { ...book, [place]: [{ text: reason, times }, ...others].slice(0, MOST_KEPT) };
  try {
    localStorage.setItem(KEY, JSON.stringify(book));
  } catch {
    // They still hold until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The most used first. */
export function useUsualReasons(place: string): readonly string[] {
  const used = useSyncExternalStore(subscribe, () => book)[place] ?? [];
  return used
    .toSorted((one, other) => other.times - one.times)
    .slice(0, MOST_SHOWN)
    .map(({ text }) => text);
}
