import { useTranslation } from "react-i18next";

/** The fields that are called by a word of their own; any other goes by its name in the JSON. */
const known = [
  "action",
  "add",
  "after",
  "alone",
  "approvals",
  "as",
  "atOnce",
  "attempts",
  "attributes",
  "backoff",
  "branches",
  "calendar",
  "cancel",
  "cancelOrder",
  "cases",
  "cause",
  "channels",
  "collect",
  "compensate",
  "count",
  "cron",
  "data",
  "decision",
  "description",
  "due",
  "each",
  "ends",
  "escalate",
  "event",
  "excluding",
  "first",
  "for",
  "form",
  "fulfilment",
  "group",
  "hold",
  "incident",
  "input",
  "instant",
  "interrupts",
  "items",
  "jitter",
  "key",
  "keyed",
  "keyedMost",
  "keyedUntil",
  "lasts",
  "maxItems",
  "mend",
  "message",
  "metric",
  "most",
  "name",
  "of",
  "on",
  "onFault",
  "otherwise",
  "outcome",
  "outcomes",
  "output",
  "once",
  "overlap",
  "priority",
  "quota",
  "reason",
  "remedies",
  "remove",
  "retry",
  "role",
  "schedule",
  "set",
  "sharedKey",
  "show",
  "skip",
  "stage",
  "stages",
  "startedBy",
  "state",
  "tags",
  "takes",
  "timeZone",
  "timeout",
  "to",
  "unit",
  "until",
  "version",
  "when",
  "workflow",
] as const;
type Known = (typeof known)[number];
const isKnown = (name: string): name is Known => (known as readonly string[]).includes(name);

const helped = [
  "alone",
  "approvals",
  "cause",
  "collect",
  "compensate",
  "cron",
  "due",
  "each",
  "excluding",
  "interrupts",
  "jitter",
  "keyed",
  "keyedMost",
  "keyedUntil",
  "lasts",
  "mend",
  "onFault",
  "output",
  "retry",
  "sharedKey",
  "show",
  "skip",
  "timeout",
] as const;
type Helped = (typeof helped)[number];
const isHelped = (name: string): name is Helped => (helped as readonly string[]).includes(name);

const choices = [
  "instance",
  "handler",
  "fixed",
  "exponential",
  "normal",
  "held",
  "all",
  "any",
  "main",
  "side",
  "part",
  "own",
  "skip",
  "after",
  "alongside",
  "error",
  "timeout",
  "wait",
  "leave-out",
  "stop",
] as const;
type Choice = (typeof choices)[number];
const isChoice = (value: string): value is Choice => (choices as readonly string[]).includes(value);

/** What a field is called that says another thing at this place than elsewhere. */
function wordOf(name: string, place: string): string {
  if (place === "/keyed/until") return "keyedUntil";
  if (place === "/keyed/most") return "keyedMost";
  return /^\/nodes\/[^/]+\/key$/.test(place) ? "sharedKey" : name;
}

export interface FieldWords {
  readonly label: (name: string, place: string) => string;
  readonly help: (name: string, place: string) => string | undefined;
  readonly choice: (value: string) => string;
}

export function useFieldWords(): FieldWords {
  const { t } = useTranslation();
  return {
    label: (name, place) => {
      const word = wordOf(name, place);
      return isKnown(word) ? t(`inspector.field.${word}`) : name;
    },
    help: (name, place) => {
      const word = wordOf(name, place);
      return isHelped(word) ? t(`inspector.help.${word}`) : undefined;
    },
    choice: (value) => (isChoice(value) ? t(`inspector.choice.${value}`) : value),
  };
}
