/** The two durations of FEEL. They never mix: a month has no fixed length (DMN 1.5, 10.3.2.3.7). */
import { nanosecondsPerSecond, secondsPerDay } from "./calendar.ts";

/** An exact span of time: `seconds` whole seconds and 0 to 999,999,999 `nanoseconds` on top (so -0.5 s is -1 s + 5e8). */
export class DaysTimeDuration {
  readonly seconds: number;
  readonly nanoseconds: number;

  constructor(seconds: number, nanoseconds = 0) {
    this.seconds = seconds + 0;
    this.nanoseconds = nanoseconds;
  }

  /** ISO 8601, such as `P1DT2H` or `-PT0.5S`. */
  toString(): string {
    const parts = durationParts(this);
    const fraction = parts.nanoseconds === 0 ? "" : `.${fractionText(parts.nanoseconds)}`;
    const time =
      amount(parts.hours, "H") +
      amount(parts.minutes, "M") +
      (parts.seconds === 0 && fraction === "" ? "" : `${parts.seconds}${fraction}S`);
    const text = amount(parts.days, "D") + (time === "" ? "" : `T${time}`);
    return (isNegative(this) ? "-" : "") + (text === "" ? "PT0S" : `P${text}`);
  }
}

export class YearsMonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months + 0;
  }

  /** ISO 8601, such as `P1Y2M` or `-P3M`. */
  toString(): string {
    const total = Math.abs(this.months);
    const text = amount(Math.floor(total / 12), "Y") + amount(total % 12, "M");
    return (this.months < 0 ? "-" : "") + (text === "" ? "P0M" : `P${text}`);
  }
}

export type FeelDuration = DaysTimeDuration | YearsMonthsDuration;

export interface DurationParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** The parts of the span without its sign. */
export function durationParts(duration: DaysTimeDuration): DurationParts {
  const { seconds, nanoseconds } = absolute(duration);
  return {
    days: Math.floor(seconds / secondsPerDay),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
    nanoseconds,
  };
}

export function isNegative(duration: DaysTimeDuration): boolean {
  return duration.seconds < 0;
}

/** Carries nanoseconds into seconds; null beyond safe integers. */
export function makeDuration(seconds: number, nanoseconds: number): DaysTimeDuration | null {
  const carry = Math.floor(nanoseconds / nanosecondsPerSecond);
  const whole = seconds + carry;
  return Number.isSafeInteger(whole) ? new DaysTimeDuration(whole, nanoseconds - carry * nanosecondsPerSecond) : null;
}

export function makeMonths(months: number): YearsMonthsDuration | null {
  return Number.isSafeInteger(months) ? new YearsMonthsDuration(months) : null;
}

export function negateDuration<D extends FeelDuration>(duration: D): D;
export function negateDuration(duration: FeelDuration): FeelDuration {
  if (duration instanceof YearsMonthsDuration) return new YearsMonthsDuration(-duration.months);
  return duration.nanoseconds === 0
    ? new DaysTimeDuration(-duration.seconds)
    : new DaysTimeDuration(-duration.seconds - 1, nanosecondsPerSecond - duration.nanoseconds);
}

function absolute(duration: DaysTimeDuration): DaysTimeDuration {
  return isNegative(duration) ? negateDuration(duration) : duration;
}

function amount(value: number, unit: string): string {
  return value === 0 ? "" : `${value}${unit}`;
}

/** 500000000 -> "5": the digits after the point, without trailing zeros. */
export function fractionText(nanoseconds: number): string {
  return String(nanoseconds).padStart(9, "0").replace(/0+$/, "");
}
