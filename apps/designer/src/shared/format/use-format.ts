import { createContext, use, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatClock, formatClockShort, formatDate, formatDay, formatInstant } from "./date.ts";
import { type DurationWords, formatDuration, formatDwell, formatTook } from "./duration.ts";
import { type AuthoredText, pickText } from "./text.ts";

/** The organisation's business time zone; every instant on screen is told in it. */
export const TimeZone = createContext("UTC");

/** How this reader is told times, lengths and authored words. */
export interface Format {
  readonly timeZone: string;
  readonly language: string;
  clock(at: number): string;
  clockShort(at: number): string;
  day(at: number): string;
  date(at: number, withYear?: boolean): string;
  instant(at: number): string;
  /** `20:44`, with the date when it is not the day of `now`. */
  moment(at: number, now: number): string;
  duration(ms: number): string;
  dwell(ms: number): string;
  took(ms: number): string;
  text(authored: AuthoredText): string;
}

export function useFormat(): Format {
  const { i18n, t } = useTranslation();
  const timeZone = use(TimeZone);
  const language = i18n.language;
  return useMemo(() => {
    const words: DurationWords = {
      ms: t("unit.ms"),
      second: t("unit.second"),
      minute: t("unit.minute"),
      hour: t("unit.hour"),
      day: t("unit.day"),
    };
    const day = (at: number) => formatDay(at, timeZone);
    const date = (at: number, withYear?: boolean) => formatDate(at, timeZone, language, withYear);
    const clockShort = (at: number) => formatClockShort(at, timeZone);
    return {
      timeZone,
      language,
      clock: (at) => formatClock(at, timeZone),
      clockShort,
      day,
      date,
      instant: (at) => formatInstant(at, timeZone),
      moment: (at, now) => (day(at) === day(now) ? clockShort(at) : `${date(at)} ${clockShort(at)}`),
      duration: (ms) => formatDuration(ms, words),
      dwell: (ms) => formatDwell(ms, words),
      took: (ms) => formatTook(ms, words),
      text: (authored) => pickText(authored, language),
    };
  }, [language, t, timeZone]);
}
