import { Input } from "antd";
import { useReading } from "./reading.ts";
import { useDraft } from "./use-draft.ts";

interface MomentInputProps {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** An instant, shown and written in the business time zone, kept with its offset (S38). */
export function MomentInput({ value, label, disabled, onChange }: MomentInputProps) {
  const { timeZone } = useReading();
  const draft = useDraft(localText(value, timeZone), (text) => {
    const instant = instantOf(text, timeZone);
    if (instant !== undefined) onChange(instant);
  });
  return (
    <Input
      type="datetime-local"
      className="moment-input"
      aria-label={label}
      disabled={disabled === true}
      value={draft.value}
      onChange={draft.onChange}
      onBlur={draft.onBlur}
      onKeyDown={draft.onKeyDown}
    />
  );
}

const pad = (number: number): string => String(number).padStart(2, "0");

/** `2026-11-11T20:00` of an instant in a zone; empty for what is none. */
export function localText(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return "";
  const text = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(at);
  return text.replace(" ", "T");
}

/** `2026-11-11T20:00` in a zone as an instant with its offset; undefined for what is no local time. */
export function instantOf(local: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset at the instant that is meant: found from a first guess, and right again behind a change of clocks.
  const guess = offsetMinutes(asUtc, timeZone);
  const minutes = offsetMinutes(asUtc - guess * 60_000, timeZone);
  const sign = minutes < 0 ? "-" : "+";
  const size = Math.abs(minutes);
  return `${local.slice(0, 16)}:00${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function offsetMinutes(at: number, timeZone: string): number {
  return Math.round((Date.parse(`${localText(new Date(at).toISOString(), timeZone)}Z`) - at) / 60_000);
}
