import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { nextTick, scheduleProblem } from "@orderloom/rule-dsl";
import type { JsonValue } from "@orderloom/rule-dsl";
import { useFormat } from "../../shared/format/use-format.ts";
import { useNow } from "../../shared/use-now.ts";
import { useInspected } from "./inspector-context.ts";
import { TextField } from "./text-field.tsx";

const presets = { quarter: "*/15 * * * *", hourly: "0 * * * *", daily: "0 9 * * *", weekdays: "0 9 * * 1-5" } as const;
const presetNames = ["quarter", "hourly", "daily", "weekdays"] as const;
type PresetName = (typeof presetNames)[number];

const TOLD = 3;
const EVERY_MS = 30_000;

interface CronFieldProps {
  readonly value: JsonValue | undefined;
  readonly label: string;
  readonly onChange: (next: JsonValue | undefined) => void;
}

/** When the clock starts a workflow: what is usual by name, anything else as five fields, and what that comes to next. */
export function CronField({ value, label, onChange }: CronFieldProps) {
  const { t } = useTranslation();
  const { readOnly } = useInspected();
  const chosen = presetNames.find((name) => presets[name] === value);
  return (
    <span className="cron-field">
      <Select<PresetName>
        aria-label={t("inspector.cron.usual", { label })}
        disabled={readOnly}
        value={chosen ?? null}
        placeholder={t("inspector.cron.own")}
        options={presetNames.map((name) => ({ value: name, label: t(`inspector.cron.${name}`) }))}
        onChange={(name) => onChange(presets[name])}
      />
      <TextField name="cron" kind="text" value={value} label={label} onChange={onChange} />
      {typeof value === "string" && <NextTimes cron={value} />}
    </span>
  );
}

function NextTimes({ cron }: { readonly cron: string }) {
  const { t } = useTranslation();
  const { definition } = useInspected();
  const format = useFormat();
  const now = useNow(EVERY_MS);
  const times = nextTimes(cron, definition.schedule?.timeZone, format.timeZone, now);
  if (times.length === 0) return null;
  return (
    <span className="form-help">
      {t("inspector.cron.next", { times: times.map((at) => format.moment(at, now)).join(t("inspector.cron.comma")) })}
    </span>
  );
}

/** The next instants, in UTC milliseconds; none for what is no schedule, which the check says at its field. */
function nextTimes(cron: string, timeZone: string | undefined, zone: string, now: number): readonly number[] {
  const schedule = { cron, ...(timeZone !== undefined && { timeZone }) };
  if (scheduleProblem(schedule) !== undefined) return [];
  const times: number[] = [];
  for (let after = now; times.length < TOLD;) {
    const next = nextTick(schedule, zone, after);
    if (next === undefined) break;
    times.push(next);
    after = next;
  }
  return times;
}
