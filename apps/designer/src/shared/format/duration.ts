/** Units of time in the language of the reader. */
export interface DurationWords {
  readonly ms: string;
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, "0");

/** `38 s`, `16 min 38 s`, `1 h 05 min`, `3 d 4 h`: two units at most, nothing below a second unless it is all there is. */
export function formatDuration(ms: number, words: DurationWords): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ${words.ms}`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} ${words.second}`;
  if (ms < HOUR) {
    const seconds = Math.floor((ms % MINUTE) / SECOND);
    const minutes = `${Math.floor(ms / MINUTE)} ${words.minute}`;
    return seconds === 0 ? minutes : `${minutes} ${seconds} ${words.second}`;
  }
  return formatLong(ms, words);
}

/** As a list shows it, one unit below an hour: `12 min`, `1 h 05 min`. */
export function formatDwell(ms: number, words: DurationWords): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} ${words.second}`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} ${words.minute}`;
  return formatLong(ms, words);
}

/** A call's length: `96 ms`, `6.0 s`. */
export function formatTook(ms: number, words: DurationWords): string {
  if (ms < SECOND) return `${Math.round(ms)} ${words.ms}`;
  return ms < MINUTE ? `${(ms / SECOND).toFixed(1)} ${words.second}` : formatDuration(ms, words);
}

function formatLong(ms: number, words: DurationWords): string {
  if (ms < DAY)
    return `${Math.floor(ms / HOUR)} ${words.hour} ${two(Math.floor((ms % HOUR) / MINUTE))} ${words.minute}`;
  return `${Math.floor(ms / DAY)} ${words.day} ${Math.floor((ms % DAY) / HOUR)} ${words.hour}`;
}
